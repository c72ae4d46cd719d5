import { type Disk, type DiskFile, systemCode } from "../disk/disk.ts";
import { LogRefusedError } from "../error.ts";

/** Opens a log that is only looked at. @throws {LogRefusedError} there is none, or it cannot be read */
export const openToRead = async (disk: Disk, path: string): Promise<DiskFile> => {
  try {
    const file = await disk.open(path, "read");
    // A directory opens like a file, and fails here.
    await file.read(Buffer.alloc(1), 0);
    return file;
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT") throw new LogRefusedError("log-missing", path, { cause: error });
    if (code === "EISDIR") throw new LogRefusedError("log-is-directory", path, { cause: error });
    throw new LogRefusedError("log-unreadable", path, { detail: String(code ?? error), cause: error });
  }
};

/** Opens a new file. @throws {LogRefusedError} it exists already, or cannot be made */
export const openToCreate = async (disk: Disk, path: string): Promise<DiskFile> => {
  try {
    return await disk.open(path, "create");
  } catch (error) {
    const code = systemCode(error);
    if (code === "EEXIST") throw new LogRefusedError("log-exists", path, { cause: error });
    if (code === "ENOENT") throw new LogRefusedError("log-no-directory", path, { cause: error });
    throw new LogRefusedError("log-not-writable", path, { detail: String(code ?? error), cause: error });
  }
};
