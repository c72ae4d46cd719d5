import { dirname } from "node:path";
import { type Disk, type DiskFile, isFull, systemCode } from "../disk/disk.ts";
import { LogError, LogFullError, LogReadError, LogRefusedError } from "../error.ts";
import { asRedacted } from "../open/redaction-intent.ts";

/**
 * Opens a log for reading only. A redaction that a crash left unfinished appears finished.
 * @returns a file whose `read` throws {@link LogReadError}
 * @throws {LogRefusedError} there is none, or it cannot be read
 */
export const openToRead = async (disk: Disk, path: string): Promise<DiskFile> => {
  try {
    const file = await disk.open(path, "read");
    // A directory opens like a file but fails here.
    await file.read(Buffer.alloc(1), 0);
    return telling(await asRedacted(disk, path, file), path);
  } catch (error) {
    if (error instanceof LogError) throw error;
    const code = systemCode(error);
    if (code === "ENOENT") throw new LogRefusedError("log-missing", path, { cause: error });
    if (code === "EISDIR") throw new LogRefusedError("log-is-directory", path, { cause: error });
    throw new LogRefusedError("log-unreadable", path, { detail: String(code ?? error), cause: error });
  }
};

/** Reports a later disk failure as one of reading, not of what is being written at that moment. */
const telling = (file: DiskFile, path: string): DiskFile => {
  const read = file.read.bind(file);
  return Object.assign(file, {
    read: async (buffer: Uint8Array, position: number) => {
      try {
        return await read(buffer, position);
      } catch (error) {
        throw new LogReadError(path, error);
      }
    },
  });
};

/**
 * Creates a new file. It gets its name once it is whole and durable: a failure midway leaves nothing.
 * @throws {LogRefusedError} it exists already, or cannot be made
 * @throws {LogFullError} there is no room for it
 */
export const makeNew = async <Made>(
  disk: Disk,
  path: string,
  fill: (file: DiskFile) => Promise<Made>,
): Promise<Made> => {
  const temporary = `${path}.new`;
  try {
    await refuseExisting(disk, path);
    await disk.remove(temporary);
    const made = await fillNew(disk, temporary, fill);
    await refuseExisting(disk, path);
    await disk.rename(temporary, path);
    await disk.syncDirectory(dirname(path));
    return made;
  } catch (error) {
    // The original failure is reported, not that of the clean-up.
    await disk.remove(temporary).catch(() => undefined);
    throw refusalOf(path, error);
  }
};

const refuseExisting = async (disk: Disk, path: string): Promise<void> => {
  const { kind } = await disk.locate(path);
  if (kind !== "nothing") throw new LogRefusedError("log-exists", path);
};

const fillNew = async <Made>(
  disk: Disk,
  path: string,
  fill: (file: DiskFile) => Promise<Made>,
): Promise<Made> => {
  const file = await disk.open(path, "create");
  try {
    return await fill(file);
  } finally {
    await file.close();
  }
};

const refusalOf = (path: string, error: unknown): unknown => {
  const code = systemCode(error);
  if (error instanceof LogError || code === undefined) return error;
  if (isFull(code)) return new LogFullError(path, error);
  if (code === "EEXIST") return new LogRefusedError("log-exists", path, { cause: error });
  if (code === "ENOENT") return new LogRefusedError("log-no-directory", path, { cause: error });
  return new LogRefusedError("log-not-writable", path, { detail: code, cause: error });
};
