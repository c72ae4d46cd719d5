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

/** SQLite's answer to who comes second. */
const busy = 5;

/**
 * A lock on a file, beside it, that the kernel holds: an exclusive transaction on an empty SQLite file, because Node has no `flock`.
 * It is free again when its process ends, however that happens, and it works across containers of one machine.
 *
 * Who holds it stands in a second file. The lock's own file MUST NOT be opened in any other way: on POSIX, closing any
 * descriptor of a file gives back every lock that the process has on it.
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

/** Of SQLite, and what the system calls it. */
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
 * What SQLite says of a disk that is full or fails, as the system would say it. Of most else it says only that it cannot,
 * so that the system is asked; where that has nothing against it, what stands there is no lock.
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
    // Whoever opens it is told why.
    return undefined;
  }
};

/**
 * What the system has against a file that SQLite could not use: this process has no lock on it that a closing could give
 * back. Nothing in it is touched.
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
 * Who has a file locked, as far as can be told without trying: undefined where nobody says so, and where the process
 * that does is no more.
 */
export const holderOf = (path: string): Holder | undefined => {
  const holder = readHolder(`${path}.holder`);
  if (!holder || holder.host !== hostname()) return holder;
  try {
    process.kill(holder.pid, 0);
    return holder;
  } catch (error) {
    // It is there, and belongs to somebody else.
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
    // The holder has the lock but has not said yet who it is.
    return undefined;
  }
};
