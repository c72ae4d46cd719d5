import { relative } from "node:path";
import type { RecordDraft } from "@beseda/protocol";
import { type DiskFile, isFull, systemCode } from "../disk/disk.ts";
import { LogError, LogFailedError, LogFullError, LogRefusedError, type Refusal } from "../error.ts";
import { opening } from "../format/format.ts";
import type { LogState } from "../state/log-state.ts";
import { isNewer } from "./version.ts";

const refusals: Readonly<Record<string, Refusal>> = {
  EISDIR: "log-is-directory",
  EACCES: "log-not-writable",
  EPERM: "log-not-writable",
  EROFS: "log-not-writable",
  ENOENT: "log-no-directory",
  ENOTDIR: "log-no-directory",
  ELOOP: "log-no-directory",
  ENAMETOOLONG: "log-not-writable",
};

/** The paths of a log and of its derived data. */
interface Places {
  readonly file: string;
  readonly data: string;
}

/** Returns the error to report when a log could not be opened. Other than system errors stay as they are. */
export const refusalOf = ({ file, data }: Places, error: unknown): unknown => {
  const code = systemCode(error);
  if (error instanceof LogError || code === undefined) return error;
  // The process has reached its limit of open files: nothing is wrong with this one.
  if (code === "EMFILE" || code === "ENFILE") return error;
  const beside = pathWithin(data, error);
  const path = beside ?? file;
  if (isFull(code)) return new LogFullError(path, error);
  const isOdd = refusals[code] !== undefined || code === "ENOTFILE";
  const refusal = beside !== undefined && isOdd ? "data-unusable" : refusals[code];
  const detail = error instanceof Error ? error.message : String(error);
  return refusal
    ? new LogRefusedError(refusal, path, { detail, cause: error })
    : new LogFailedError(path, error);
};

/** The path that an error concerns, if it is in this folder: then the log is not at fault. */
const pathWithin = (folder: string, error: unknown): string | undefined => {
  if (!(error instanceof Error) || !("path" in error) || typeof error.path !== "string") return undefined;
  return relative(folder, error.path).startsWith("..") ? undefined : error.path;
};

interface Candidate {
  readonly path: string;
  readonly file: DiskFile;
  readonly state: LogState;
  /** The record with which this program would begin. */
  readonly own: RecordDraft;
}

/** Refuses a log not written by this program, or by a newer version of it, before anything is changed. */
export const refuseForeign = async ({ path, file, state, own }: Candidate): Promise<void> => {
  const isNameless = state.seq === 0 ? !(await beginsLikeLog(file)) : state.id === "";
  if (isNameless) throw new LogRefusedError(await strangeness(file), path);
  if ("version" in own && isNewer(state.version, own.version)) {
    throw new LogRefusedError("log-newer", path, { detail: `${state.version} > ${own.version}` });
  }
};

/**
 * Refuses a foreign file with the reason: it can be imported (LOG-14), it cannot, or it is a log that another
 * program has reformatted.
 */
export const strangeness = async (file: DiskFile): Promise<Refusal> => {
  if (await isRelaid(file)) return "log-relaid";
  const text = await headOf(file);
  return /^\uFEFF?\s*(?:\[\s*)?(?:\]|\{\s*["}])/u.test(text) ? "log-foreign" : "log-not-a-log";
};

const headOf = async (file: DiskFile): Promise<string> => {
  const bytes = Buffer.alloc(4096);
  return bytes.toString("utf8", 0, await file.read(bytes, 0));
};

/** Whether a file begins like a log, apart from the whitespace between the parts of its JSON. */
export const isRelaid = async (file: DiskFile): Promise<boolean> =>
  !(await beginsLikeLog(file)) &&
  /^\uFEFF?\s*\[\s*\{\s*"seq"\s*:\s*1\s*,\s*"time"\s*:\s*"[^"]*"\s*,\s*"type"\s*:\s*"server-started"/u.test(
    await headOf(file),
  );

/** Whether the first record, though unproven, was meant to be that of a log. */
export const beginsLikeLog = async (file: DiskFile): Promise<boolean> => {
  const expected = Buffer.concat([opening, Buffer.from('{"seq":1,')]);
  const bytes = Buffer.alloc(expected.length);
  await file.read(bytes, 0);
  return bytes.equals(expected);
};
