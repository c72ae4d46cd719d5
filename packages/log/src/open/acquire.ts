import { dirname } from "node:path";
import { type Disk, type DiskFile, systemCode } from "../disk/disk.ts";
import { createLog } from "./create-log.ts";
import type { Settings } from "./options.ts";

/** The file of a log that no other process has open. */
export interface Acquired {
  readonly file: DiskFile;
  readonly isNew: boolean;
  /** Closes the file, then frees the lock. */
  readonly release: AsyncDisposableStack;
}

/** Opens the file of a log under its lock, and makes it where there is none. */
export const acquire = async (settings: Settings): Promise<Acquired> => {
  const { disk, data, file: path } = settings;
  await using release = new AsyncDisposableStack();
  await disk.makeDirectory(data);
  await disk.syncDirectory(dirname(path));
  // Before the lock: what is a directory, or cannot be written, gets no lock file beside it.
  const before = await openExisting(disk, path);
  await before?.close();
  release.defer(await disk.lock(path));
  const existing = await openExisting(disk, path);
  if (existing && (await existing.size()) > 0) {
    release.defer(() => existing.close());
    return { file: existing, isNew: false, release: release.move() };
  }
  await existing?.close();
  const { clock, createId, start } = settings;
  await createLog({ disk, path, first: start(createId()), clock });
  const file = await disk.open(path, "append");
  release.defer(() => file.close());
  return { file, isNew: true, release: release.move() };
};

const openExisting = async (disk: Disk, path: string): Promise<DiskFile | undefined> => {
  try {
    return await disk.open(path, "append");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
};
