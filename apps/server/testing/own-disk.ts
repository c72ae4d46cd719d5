import { nodeDisk, type Disk } from "@beseda/log";

/**
 * The disk of this machine, for a log in a folder of one test alone. The name of the log is locked, which nobody else
 * comes by; no program is started to lock the file: that costs a process with much memory more than all else of a start.
 */
export const ownDisk = (): Disk => {
  const real = nodeDisk();
  return {
    ...real,
    open: async (path, mode) => {
      const file = await real.open(path, mode);
      if (mode !== "append") return file;
      const lock = async (): Promise<boolean> => {
        // From here on nobody else may change it: whoever writes it is to know how long it is.
        await file.truncate(await file.size());
        return true;
      };
      return Object.assign(file, { lock });
    },
  };
};
