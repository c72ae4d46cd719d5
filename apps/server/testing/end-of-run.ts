/** Stands after what a run has written, on the standard output and the standard error. */
export const endOfRun = "\u0000end of run\u0000";
