const requests = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls back when the system, or Ctrl-C where the terminal is not read key by key, asks the program to end. */
export const onEndRequest = (callback: () => void): (() => void) => {
  for (const signal of requests) process.on(signal, callback);
  return () => {
    for (const signal of requests) process.off(signal, callback);
  };
};
