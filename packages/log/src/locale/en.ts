/** What the log says to the person who runs it: the shape that every other language has to fill. */
export const en = {
  errors: {
    "log-full": (file: string) =>
      `The disk that holds ${file} is full: nothing was written. Free some space; reading goes on meanwhile.`,
    "log-failed": (file: string, why: string) =>
      `Writing ${file} failed (${why}). The server has to stop; check the disk and start it again.`,
    "log-closed": () => "The log is closed and takes no more records.",
    "log-damaged": (file: string, seq: number, offset: number) =>
      `${file} is damaged: record ${seq} at byte ${offset} is not what was written, and nothing after it can be trusted. ` +
      `Run “log repair ${file} --output NEW” to keep everything that can be proven, or restore a copy.`,
  },
};
