import type { RecordDraft } from "@beseda/protocol";
import { NoDelay, type CommitDelay } from "../append/commit-delay.ts";
import type { Disk } from "../disk/disk.ts";
import { nodeDisk } from "../disk/node-disk.ts";
import type { LogFailure } from "../error.ts";
import type { Projection } from "../state/projection.ts";
import type { LogNotice } from "../notice.ts";
import type { LogProgress } from "../progress.ts";
import { randomLogId, randomRunId } from "./create-log.ts";

/** What an acknowledgement stands for: the disk has it, or only the operating system. */
export type Durability = "fsync" | "process";

export interface OpenLogOptions {
  /** The log, a JSON array; made where there is none. */
  readonly file: string;
  /** Directory for what is derived from the log; made where there is none, for its owner only. */
  readonly data: string;
  /**
   * What names begin with that others give to files in `data`: a log of such a name is refused, as one of the names that
   * its own files have there. @default none
   */
  readonly reserved?: readonly string[];
  /** `process` survives the end of the process, not of the machine. @default "fsync" */
  readonly durability?: Durability;
  /** The record that begins every run of a server, and so every log: a `server-started`. */
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
  /** Told while a log is read at the start. */
  readonly onProgress?: (progress: LogProgress) => void;
  /** Told what a person should know. */
  readonly onNotice?: (notice: LogNotice) => void;
  /**
   * Told at once when the log takes no more appends, for good: the process MUST stop (LOG-5, LOG-10). The promise has
   * the reason, when what had to be saved is saved: the process MUST NOT end before, since it may have the only copy.
   */
  readonly onFailure?: (failure: Promise<LogFailure>) => void;
}

/** The options with nothing left open. */
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
