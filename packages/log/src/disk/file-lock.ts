import { spawn } from "node:child_process";
import { once } from "node:events";
import { fstatSync, lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { type Holder, LogLockedError } from "../error.ts";
import { sqliteLock } from "./sqlite-lock.ts";

/** A lock on an open file. */
export interface FileLock {
  /** Whether it is on the file itself. Else a server of another user, or of another container, does not see it. */
  readonly isOfFile: boolean;
  /** Gives back what closing the descriptor does not. */
  release(): Promise<void>;
}

/** What `flock` ends with where somebody else has the lock. */
const held = 1;

/**
 * Locks an open file itself: until its descriptor is closed, however that happens, nobody else gets the lock, whatever
 * hard link, mount, container or new name they come by.
 *
 * Node has no `flock(2)`. Such a lock belongs to what a descriptor stands for, which a child inherits: a program of
 * the system takes it for this process, and leaves it behind when it ends. Where there is no such program, or the file
 * system has no such locks, an empty file stands for the device and inode, in a place of this user on this machine.
 *
 * @throws {LogLockedError} another one has it
 */
export const lockFile = async (path: string, descriptor: number): Promise<FileLock> => {
  const code = await flock(descriptor);
  if (code === held) throw new LogLockedError(path, holderOfFile(descriptor));
  return code === 0
    ? { isOfFile: true, release: async () => {} }
    : { isOfFile: false, release: await lockNumber(path, descriptor) };
};

/** The exit code of the program; undefined where the system has none. */
const flock = async (descriptor: number): Promise<number | undefined> => {
  const child = spawn("flock", ["-x", "-n", "3"], { stdio: ["ignore", "ignore", "ignore", descriptor] });
  try {
    const [code]: unknown[] = await once(child, "exit");
    return typeof code === "number" ? code : undefined;
  } catch {
    return undefined;
  }
};

const lockNumber = async (path: string, descriptor: number): Promise<() => Promise<void>> => {
  const { dev, ino } = fstatSync(descriptor, { bigint: true });
  const place = ownPlace();
  // In a folder of somebody else's making nobody is safe from being locked out, and the lock by name stands.
  if (place === undefined) return async () => {};
  try {
    return await sqliteLock(join(place, `${dev}-${ino}`));
  } catch (error) {
    throw error instanceof LogLockedError ? new LogLockedError(path, error.holder) : error;
  }
};

/** A folder of this user alone; undefined where somebody else has taken its name. */
const ownPlace = (): string | undefined => {
  const own = process.getuid?.() ?? 0;
  const place = join(tmpdir(), `beseda-locks-${own}`);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const found = lstatSync(place);
  return found.isDirectory() && found.uid === own && (found.mode & 0o022) === 0 ? place : undefined;
};

/** Which process has a file open, as far as Linux shows it to this one. */
const holderOfFile = (descriptor: number): Holder | undefined => {
  const { dev, ino } = fstatSync(descriptor);
  for (const pid of entriesOf("/proc").map(Number)) {
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const folder = `/proc/${pid}`;
    const isIts = entriesOf(`${folder}/fd`).some((entry) => {
      const found = lookAt(`${folder}/fd/${entry}`);
      return found?.ino === ino && found.dev === dev;
    });
    const since = isIts ? lookAt(folder)?.ctime.toISOString() : undefined;
    if (since !== undefined) return { pid, host: hostname(), since };
  }
  return undefined;
};

/** Other users' processes, and those that have ended meanwhile, show nothing. */
const entriesOf = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const lookAt = (path: string) => {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
};
