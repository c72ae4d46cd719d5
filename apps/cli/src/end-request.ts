const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls back when the program is asked to end: by the system, by Ctrl-C where the terminal is not read key by
 * key, and when its output no longer has a reader (a closed window, `| head`). Returns the function that
 * stops listening.
 */
export const onEndRequest = (callback: () => void): (() => void) => {
  for (const signal of signals) process.on(signal, callback);
  for (const stream of [process.stdout, process.stderr]) stream.on("error", callback);
  return () => {
    for (const signal of signals) process.off(signal, callback);
    // The streams keep their listener: an error while writing the last words would crash the exit.
  };
};
