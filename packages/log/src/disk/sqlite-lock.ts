import {
  closeSync,
  constants,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { systemCode } from "./disk.ts";
import { type Holder, LogLockedError, LogRefusedError } from "../error.ts";

/** SQLite's error code if another process has the lock. */
const busy = 5;

/**
 * A kernel-held lock on a file, in a file beside it: an exclusive transaction on an empty SQLite file,
 * because Node has no `flock`. It is released when its process ends, in whatever way, and works across
 * containers of one machine.
 *
 * A second file names the holder. The lock's own file MUST NOT be opened in any other way: on POSIX, closing
 * any descriptor of a file releases every lock that the process has on it.
 */
export const sqliteLock = async (path: string): Promise<() => Promise<void>> => {
  const lockPath = `${path}.lock`;
  const holderPath = `${path}.holder`;
  const database = openLock(lockPath);
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === busy) {
      throw new LogLockedError(path, readHolder(holderPath));
    }
    throw systemErrorOf(error, lockPath);
  }
  writeHolder(holderPath);
  return async () => {
    rmSync(holderPath, { force: true });
    database.close();
  };
};

/** Error codes of SQLite, and the system's codes for them. */
const systemCodes: ReadonlyMap<number, string> = new Map([
  [10, "EIO"],
  [13, "ENOSPC"],
]);

const openLock = (path: string): DatabaseSync => {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw systemErrorOf(error, path);
  }
};

/**
 * Converts SQLite's error for a full or failing disk into the system's. For most others SQLite says only that
 * it cannot, so the system is asked; if that has no objection, the file there is not a lock.
 */
export const systemErrorOf = (error: unknown, path: string): unknown => {
  if (!(error instanceof Error) || !("errcode" in error)) return error;
  if (isInTheWay(path)) return noLock(path, error);
  const code = systemCodes.get(Number(error.errcode) & 0xff);
  if (code !== undefined) return Object.assign(new Error(`${code}: ${error.message}`), { code, path });
  return (
    objection(path, constants.O_CREAT) ??
    objection(`${path}-journal`, constants.O_CREAT | constants.O_EXCL) ??
    noLock(path, error)
  );
};

const noLock = (path: string, error: Error): LogRefusedError =>
  new LogRefusedError("lock-unusable", path, { detail: error.message, cause: error });

const isInTheWay = (path: string): boolean => lookAt(path)?.isFile() === false;

const lookAt = (path: string): Stats | undefined => {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Opening the file reports the reason.
    return undefined;
  }
};

/**
 * Finds the system's error for a file that SQLite could not use: this process has no lock on it that closing
 * it could release. The content is not touched.
 */
const objection = (path: string, flags: number): Error | undefined => {
  try {
    closeSync(openSync(path, constants.O_RDWR | flags, 0o600));
  } catch (error) {
    if (systemCode(error) === "EEXIST") return undefined;
    if (error instanceof Error) return error;
  }
  if (flags & constants.O_EXCL) rmSync(path);
  return undefined;
};

const writeHolder = (path: string): void => {
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  const temporary = `${path}.new`;
  writeFileSync(temporary, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  renameSync(temporary, path);
};

/**
 * Finds the process that has a file locked, as far as possible without trying the lock: undefined if none is
 * named, or if the named process no longer exists.
 */
export const holderOf = (path: string): Holder | undefined => {
  const holder = readHolder(`${path}.holder`);
  if (!holder || holder.host !== hostname()) return holder;
  try {
    process.kill(holder.pid, 0);
    return holder;
  } catch (error) {
    // The process exists and belongs to another user.
    return systemCode(error) === "EPERM" ? holder : undefined;
  }
};

const readHolder = (path: string): Holder | undefined => {
  try {
    const { pid, host, since }: Partial<Record<keyof Holder, unknown>> = Object(
      JSON.parse(readFileSync(path, "utf8")),
    );
    return typeof pid === "number" && typeof host === "string" && typeof since === "string"
      ? { pid, host, since }
      : undefined;
  } catch {
    // The holder has the lock but has not written its name yet.
    return undefined;
  }
};
