import { spawn } from "node:child_process";
import { once } from "node:events";
import { fstatSync, lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { type Holder, LogLockedError } from "../error.ts";
import { sqliteLock } from "./sqlite-lock.ts";

/** A lock on an open file. */
export interface FileLock {
  /** Whether it is on the file itself. If not, a server of another user or container does not see it. */
  readonly isOfFile: boolean;
  /** Releases what closing the descriptor does not. */
  release(): Promise<void>;
}

/** The exit code of `flock` if another process has the lock. */
const held = 1;

/**
 * Locks an open file itself: until its descriptor is closed, in whatever way, no other process gets the lock,
 * through whatever hard link, mount, container or new name.
 *
 * Node has no `flock(2)`. Such a lock belongs to the open file description, which a child inherits: a program
 * of the system takes the lock for this process, and it remains when that program ends. If there is no such
 * program, or the file system has no such locks, an empty file represents the device and inode, in a folder
 * of this user on this machine.
 *
 * @throws {LogLockedError} another process has it
 */
export const lockFile = async (path: string, descriptor: number): Promise<FileLock> => {
  const code = await flock(descriptor);
  if (code === held) throw new LogLockedError(path, holderOfFile(descriptor));
  return code === 0
    ? { isOfFile: true, release: async () => {} }
    : { isOfFile: false, release: await lockNumber(path, descriptor) };
};

/** Returns the exit code of the program; undefined if the system does not have the program. */
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
  // In a folder that another user created, anybody could be locked out; the lock by name still holds.
  if (place === undefined) return async () => {};
  try {
    return await sqliteLock(join(place, `${dev}-${ino}`));
  } catch (error) {
    throw error instanceof LogLockedError ? new LogLockedError(path, error.holder) : error;
  }
};

/** Returns a folder of this user alone; undefined if another user has taken its name. */
const ownPlace = (): string | undefined => {
  const own = process.getuid?.() ?? 0;
  const place = join(tmpdir(), `beseda-locks-${own}`);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const found = lstatSync(place);
  return found.isDirectory() && found.uid === own && (found.mode & 0o022) === 0 ? place : undefined;
};

/** Finds the process that has a file open, as far as Linux shows it to this one. */
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

/** Lists a folder; empty for other users' processes and for those that have ended meanwhile. */
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
