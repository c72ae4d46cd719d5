import { nodeDisk, type Disk, type NodeDiskOptions } from "@beseda/log";

/**
 * Returns the disk of this machine, for a log in the folder of a single test. Only the log's name is locked,
 * which nobody else uses; no program is started to lock the file, and no thread to write it, unless the test is about
 * a file that others change: either costs more than the rest of a start.
 */
export const ownDisk = ({ writer = "pool" }: NodeDiskOptions = {}): Disk => {
  const real = nodeDisk({ writer });
  return {
    ...real,
    open: async (path, mode) => {
      const file = await real.open(path, mode);
      if (mode !== "append") return file;
      const lock = async (): Promise<boolean> => {
        // From here on nobody else may change the file: its writer has to know its length.
        await file.truncate(await file.size());
        return true;
      };
      return Object.assign(file, { lock });
    },
  };
};
