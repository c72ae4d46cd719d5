import { dirname } from "node:path";
import { type Disk, type DiskFile, type Located, systemCode } from "../disk/disk.ts";
import { LogRefusedError } from "../error.ts";
import { createLog } from "./create-log.ts";
import type { Settings } from "./options.ts";
import { finishRedaction } from "./redaction-intent.ts";

/** The file of a log that no other process has open. */
export interface Acquired {
  readonly file: DiskFile;
  readonly isNew: boolean;
  /** Closes the file, then releases the lock. */
  readonly release: AsyncDisposableStack;
}

/**
 * Opens the file of a log under its locks, or creates it. Touches only a regular file with a single name: two
 * servers may write to a file with two names.
 */
export const acquire = async (settings: Settings): Promise<Acquired> => {
  const { disk, data, file: path } = settings;
  await using release = new AsyncDisposableStack();
  const place = await disk.locate(path);
  refuseUnfit(path, place);
  await disk.makeDirectory(data);
  await disk.syncDirectory(dirname(place.path));
  // Before the lock: an unwritable file gets no lock file beside it.
  const before = await openExisting(disk, path);
  await using unlocked = new AsyncDisposableStack();
  unlocked.defer(async () => before?.close());
  release.defer(await disk.lock(path));
  const { file, isNew } = await openLocked(settings, { place: place.path, before });
  release.defer(() => file.close());
  if (file === before) unlocked.move();
  if (!(await file.lock())) settings.onNotice({ kind: "lock-of-name", file: path });
  refuseUnfit(path, await disk.locate(path));
  await file.prove();
  if (!isNew) await finishRedaction(disk, path, file);
  return { file, isNew, release: release.move() };
};

/**
 * Opens a copy of a log under its locks, to change bytes of it in place. Needs no data beside it, and takes a
 * file with several names: a backup may share it with others.
 * @throws {LogRefusedError} there is none, or it is not a regular file
 */
export const acquireCopy = async (disk: Disk, path: string): Promise<Omit<Acquired, "isNew">> => {
  await using release = new AsyncDisposableStack();
  const { kind } = await disk.locate(path);
  refuseUnfit(path, { path, kind, links: 1 });
  release.defer(await disk.lock(path));
  const file = await disk.open(path, "append");
  release.defer(() => file.close());
  await file.lock();
  await file.prove();
  await finishRedaction(disk, path, file);
  return { file, release: release.move() };
};

const refuseUnfit = (path: string, { kind, links }: Located): void => {
  if (kind === "directory") throw new LogRefusedError("log-is-directory", path);
  if (kind === "other") throw new LogRefusedError("log-not-a-file", path);
  if (links > 1) throw new LogRefusedError("log-has-names", path, { detail: String(links) });
};

interface Seen {
  /** The path with all links resolved. */
  readonly place: string;
  readonly before: DiskFile | undefined;
}

/** Opens or creates the log; another process may have created it just before it released the lock. */
const openLocked = async (
  settings: Settings,
  { place, before }: Seen,
): Promise<Omit<Acquired, "release">> => {
  const { disk, file: path } = settings;
  if (before && (await before.size()) > 0) return { file: before, isNew: false };
  const existing = await openExisting(disk, path);
  if (existing && (await existing.size()) > 0) return { file: existing, isNew: false };
  await existing?.close();
  return { file: await create(settings, place), isNew: true };
};

/** Creates the log at the target of a link that leads to nothing or to an empty file; the link stays. */
const create = async (settings: Settings, place: string): Promise<DiskFile> => {
  const { disk, file: path, start, createId, clock } = settings;
  await createLog({ disk, path: place, first: start(createId()), clock });
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
