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
  await using unlocked = new AsyncDisposableStack();
  unlocked.defer(async () => before?.close());
  release.defer(await disk.lock(path));
  release.use(unlocked.move());
  // Another process may have made it before it gave the lock back.
  const found = before ?? (await openExisting(disk, path));
  const isNew = found === undefined || (await found.size()) === 0;
  const file = isNew ? await create(settings) : found;
  for (const opened of new Set([found, file])) {
    if (opened !== before) release.defer(async () => opened?.close());
  }
  return { file, isNew, release: release.move() };
};

const create = async ({ disk, file: path, start, createId, clock }: Settings): Promise<DiskFile> => {
  await createLog({ disk, path, first: start(createId()), clock });
  return disk.open(path, "append");
};

const openExisting = async (disk: Disk, path: string): Promise<DiskFile | undefined> => {
  try {
    return await disk.open(path, "append");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
};
