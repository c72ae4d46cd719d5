/** Written between the runs of one process, where it has not ended: no report has it. */
export const endOfRun = "\u0000";
