import type { RecordDraft } from "@beseda/protocol";
import { NoDelay, type CommitDelay } from "../append/commit-delay.ts";
import type { Disk } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import type { LogFailure } from "../error.ts";
import type { Projection } from "../state/projection.ts";
import type { LogNotice } from "../notice.ts";
import type { LogProgress } from "../progress.ts";
import { randomLogId, randomRunId } from "./create-log.ts";

/** The meaning of an acknowledgement: the disk has the record, or only the operating system has it. */
export type Durability = "fsync" | "process";

export interface OpenLogOptions {
  /** The path of the log, a JSON array; created if it does not exist. */
  readonly file: string;
  /** Directory for data derived from the log; created if it does not exist, for its owner only. */
  readonly data: string;
  /**
   * Prefixes of the names of other files in `data`: a log with such a name is refused, as is one with the
   * name of one of the log's own files there. @default none
   */
  readonly reserved?: readonly string[];
  /** `process` survives the end of the process, not of the machine. @default "fsync" */
  readonly durability?: Durability;
  /** The record that begins every run of a server, and so every log: `server-started`. */
  readonly start: (logId: string) => RecordDraft;
  /** @default none */
  readonly projections?: readonly Projection[];
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: () => number;
  /** @default none: a commit at the end of each turn of the event loop */
  readonly commitDelay?: CommitDelay;
  /** @default the disk of this machine */
  readonly disk?: Disk;
  /** Makes the name of a new log, of `A-Z a-z 0-9 _ -`. @default 12 random characters */
  readonly createId?: () => string;
  /** Makes the name of a run, of the same characters. @default 8 random characters */
  readonly createRun?: () => string;
  /** Bytes of recent records kept in memory. @default 16 MiB */
  readonly tailBytes?: number;
  /** Called with the progress while a log is read at the start. */
  readonly onProgress?: (progress: LogProgress) => void;
  /** Called with each notice for the operator. */
  readonly onNotice?: (notice: LogNotice) => void;
  /**
   * Called at once when the log permanently takes no more appends: the process MUST stop (LOG-5, LOG-10). The
   * promise resolves to the reason once everything that had to be saved is saved: the process MUST NOT end
   * before, since it may have the only copy.
   */
  readonly onFailure?: (failure: Promise<LogFailure>) => void;
}

/** The options with all defaults applied. */
export type Settings = Required<OpenLogOptions>;

export const settingsOf = (options: OpenLogOptions): Settings => ({
  reserved: [],
  durability: "fsync",
  disk: nodeDisk(),
  projections: [],
  clock: Date.now,
  commitDelay: new NoDelay(),
  createId: randomLogId,
  createRun: randomRunId,
  tailBytes: 16 * 1024 * 1024,
  onProgress: () => {},
  onNotice: () => {},
  onFailure: () => {},
  ...options,
});
