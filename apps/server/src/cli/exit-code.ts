import { LogError, type LogErrorCode } from "@beseda/log";
import { ChatError } from "@beseda/protocol";
import { AccountsFailedError, type Failing } from "../identity/accounts-failed.ts";
import { AccountsDisplacedError, SecretsError } from "../identity/secrets.ts";
import { lacksFiles } from "./lacks-files.ts";

/** The exit codes of the process, as in `sysexits.h`: the table is in `docs/operating.md` (OPS-3). */
export const exitCodes = {
  stopped: 0,
  /** The options were not understood. */
  usage: 64,
  /**
   * The log is damaged, truncated, not a log, of a newer version, or does not match the data beside it; the
   * accounts likewise.
   */
  data: 65,
  /** A port cannot be listened on. */
  unavailable: 69,
  /** A bug in the program. */
  mistake: 70,
  /** The system grants too few resources: files that may be open. */
  system: 71,
  /** The log, the accounts or the data folder cannot be created or written. */
  cannotWrite: 73,
  /** The disk failed, or the log or the accounts were removed while the server was running. */
  disk: 74,
  /**
   * A later try may succeed unchanged: another server has the log, the disk is full, the accounts do not
   * answer.
   */
  later: 75,
  /** A permission is missing: a port is for the administrator only. */
  notAllowed: 77,
} as const;

const ofLog: Partial<Record<LogErrorCode, number>> = {
  "log-full": exitCodes.later,
  "log-locked": exitCodes.later,
  "log-failed": exitCodes.disk,
  "log-read-failed": exitCodes.disk,
  "log-displaced": exitCodes.disk,
  "log-is-directory": exitCodes.cannotWrite,
  "log-not-a-file": exitCodes.cannotWrite,
  "log-has-names": exitCodes.cannotWrite,
  "log-not-writable": exitCodes.cannotWrite,
  "log-no-directory": exitCodes.cannotWrite,
  "log-is-data": exitCodes.cannotWrite,
  "lock-unusable": exitCodes.cannotWrite,
};

const ofSystem: Readonly<Record<string, number>> = {
  EADDRINUSE: exitCodes.unavailable,
  EADDRNOTAVAIL: exitCodes.unavailable,
  ENOTFOUND: exitCodes.unavailable,
  EACCES: exitCodes.notAllowed,
  EPERM: exitCodes.notAllowed,
  EEXIST: exitCodes.cannotWrite,
  ENOTDIR: exitCodes.cannotWrite,
  ENOENT: exitCodes.cannotWrite,
  ELOOP: exitCodes.cannotWrite,
  ENAMETOOLONG: exitCodes.cannotWrite,
  EROFS: exitCodes.cannotWrite,
  ENOSPC: exitCodes.later,
  EDQUOT: exitCodes.later,
  EFBIG: exitCodes.later,
  EISDIR: exitCodes.cannotWrite,
  ERR_FS_EISDIR: exitCodes.cannotWrite,
  EIO: exitCodes.disk,
};

const ofAccounts: Readonly<Record<Failing, number>> = {
  damaged: exitCodes.data,
  unwritable: exitCodes.cannotWrite,
  "disk-failed": exitCodes.disk,
  "disk-full": exitCodes.later,
};

/** Returns the exit code of a process that cannot start or continue. */
export const exitCodeOf = (error: unknown): number => {
  if (error instanceof Error && lacksFiles(error)) return exitCodes.system;
  if (error instanceof LogError) {
    const code: LogErrorCode = error.code;
    return ofLog[code] ?? exitCodes.data;
  }
  if (!(error instanceof Error)) return exitCodes.mistake;
  if (error.cause instanceof AccountsFailedError) return exitCodeOf(error.cause);
  // The accounts do not answer.
  if (error instanceof ChatError) return exitCodes.later;
  if (error instanceof AccountsDisplacedError) return exitCodes.disk;
  if (error instanceof AccountsFailedError) return ofAccounts[error.failing];
  if (error instanceof SecretsError) return exitCodes.data;
  return ofSystem["code" in error ? String(error.code) : ""] ?? exitCodes.mistake;
};
