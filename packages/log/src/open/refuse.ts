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

/** Where a log is, and what is derived from it. */
interface Places {
  readonly file: string;
  readonly data: string;
}

/** What a person is told when a log could not be opened. What is no error of the system is a mistake, and stays one. */
export const refusalOf = ({ file, data }: Places, error: unknown): unknown => {
  const code = systemCode(error);
  if (error instanceof LogError || code === undefined) return error;
  // The process may have no more files open: nothing is wrong with this one.
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

/** The path that an error is about, where it is in this folder: the log is not to blame. */
const pathWithin = (folder: string, error: unknown): string | undefined => {
  if (!(error instanceof Error) || !("path" in error) || typeof error.path !== "string") return undefined;
  return relative(folder, error.path).startsWith("..") ? undefined : error.path;
};

interface Candidate {
  readonly path: string;
  readonly file: DiskFile;
  readonly state: LogState;
  /** The record that this program would begin with. */
  readonly own: RecordDraft;
}

/** Refuses what no version of this program has written, and what a newer one has, before anything is changed. */
export const refuseForeign = async ({ path, file, state, own }: Candidate): Promise<void> => {
  const isNameless = state.seq === 0 ? !(await beginsLikeLog(file)) : state.id === "";
  if (isNameless) throw new LogRefusedError(await strangeness(file), path);
  if ("version" in own && isNewer(state.version, own.version)) {
    throw new LogRefusedError("log-newer", path, { detail: `${state.version} > ${own.version}` });
  }
};

/**
 * The file of another program is either something that can be taken over (LOG-14), or nothing of the kind; or it is a
 * log that another program has laid out anew.
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

/** Whether a file begins like a log but for what stands between the parts of its JSON. */
export const isRelaid = async (file: DiskFile): Promise<boolean> =>
  !(await beginsLikeLog(file)) &&
  /^\uFEFF?\s*\[\s*\{\s*"seq"\s*:\s*1\s*,\s*"time"\s*:\s*"[^"]*"\s*,\s*"type"\s*:\s*"server-started"/u.test(
    await headOf(file),
  );

/** Whether the first record, though it cannot be proven, was meant to be that of a log. */
export const beginsLikeLog = async (file: DiskFile): Promise<boolean> => {
  const expected = Buffer.concat([opening, Buffer.from('{"seq":1,')]);
  const bytes = Buffer.alloc(expected.length);
  await file.read(bytes, 0);
  return bytes.equals(expected);
};
