import type { BranchPoint, Origin } from "./state/ancestry.ts";
import type { ChatRecord, RecordDraft, UnknownRecord } from "@beseda/protocol";

/** A record in the log, with the bytes that every reader gets. */
export interface LogEntry {
  /** That of the record. Of a record that is read back it costs nothing, while `record` is parsed for who asks. */
  readonly seq: number;
  readonly record: ChatRecord | UnknownRecord;
  /**
   * The record as JSON in UTF-8, without `check`: what goes on the wire. For a record of this process these are
   * views of the bytes that went to the disk; a reader MUST NOT change them.
   */
  readonly bytes: Uint8Array;
}

export interface ReadRange {
  /** Exclusive: the first record returned has a greater `seq`. */
  readonly after: number;
  /** Inclusive; the newest durable record unless given. */
  readonly upto?: number;
  /**
   * Only records of these rooms; of a room with a `seq`, only those behind that. Records without a room are skipped
   * when given.
   */
  readonly rooms?: ReadonlySet<string> | ReadonlyMap<string, number>;
  /** At most so many records. @default 1000 */
  readonly limit?: number;
  /** Ends with the record that reaches so many bytes. @default without a bound */
  readonly bytes?: number;
}

export interface ReadHistory {
  readonly room: string;
  /** Exclusive upper end; the newest durable record of the room without it. */
  readonly before?: number;
  /** As many records as hold so many messages. */
  readonly messages: number;
  /** At most so many bytes of records, but never less than one record. @default 256 KiB */
  readonly bytes?: number;
  /** Whether a page begins behind what cannot be read back, and is empty where that is its newest record, instead of failing. @default false */
  readonly orLess?: boolean;
}

export type { BranchPoint, Origin };

/** What a log tells about itself. */
export interface LogPosition {
  readonly seq: number;
  readonly time: string;
}

/** The log for whoever only reads it: everything there is, as it becomes durable. */
export interface LogReader {
  /** Random name of this log: of the branch that is written (LOG-11). */
  readonly id: string;
  /** Random name of this run, from its first record. */
  readonly run: string;
  /** What this log continues, newest first; empty for a log that was always this one. */
  readonly lineage: readonly BranchPoint[];
  /** Position of the newest durable record. */
  readonly last: LogPosition;
  /** `seq` of the newest durable record of a room, 0 for none. */
  lastOf(room: string): number;
  /**
   * The newest `seq` up to which everything that was seen under these names is in this log. Undefined where it does not
   * know them: what was seen may be another log, or a part of this one that was lost.
   */
  endOf(origin: Origin): number | undefined;
  /**
   * Records of a range in `seq` order, never more than `limit`; none at the end.
   *
   * @throws {LogDamagedError} a record cannot be read back as it was written; nothing behind it is served
   * @throws {LogReadError} the disk failed
   */
  read(range: ReadRange): Promise<readonly LogEntry[]>;
  /**
   * Records by their `seq`s, which ascend, wherever they stand; those that there are not yet are left out.
   *
   * @throws {LogDamagedError} as `read`
   */
  readAt(seqs: readonly number[]): Promise<readonly LogEntry[]>;
  /**
   * The records of a room before a place, oldest first: without a hole, as many as hold the messages that are asked
   * for (SES-3), at most 1,000. Where the page begins is told by the `prev` of its first record. MUST NOT scan the log.
   *
   * @throws {LogDamagedError} as `read`
   */
  history(query: ReadHistory): Promise<readonly LogEntry[]>;
  /** Every record after a place, then new ones as they become durable, in runs, until the signal aborts. */
  follow(after: number, signal: AbortSignal): AsyncIterable<readonly LogEntry[]>;
  /** Calls the listener with each run that became durable, in order, before the appender is answered. */
  onCommit(listener: (entries: readonly LogEntry[]) => void): () => void;
}

/** The log for the one place where commands become records. */
export interface LogWriter {
  /**
   * Appends drafts as neighbours, in one commit: all or none of them become durable.
   * `seq`, `prev` and `time` are given synchronously, in call order; resolves after the disk has them.
   *
   * @throws {LogFullError} the disk is full: nothing was written, reads go on, a later append may succeed
   * @throws {LogFailedError} a write or sync failed: the log takes no more appends, the process MUST stop
   * @throws {LogClosedError} after `close`
   */
  append(drafts: readonly RecordDraft[]): Promise<readonly LogEntry[]>;
  /**
   * Calls the listener when a commit is refused, in the same turn in which its place in the order is taken back: before
   * the appenders are answered, and before anything else can be appended. All that is not durable then is refused with
   * it, since whatever was appended later may stand on it (LOG-15).
   */
  onRefuse(listener: () => void): () => void;
}

/**
 * The ordered log that everything is a reader of (LOG-1 … LOG-9).
 *
 * An implementation MUST give `seq` 1, 2, 3 … without holes, in the order of the calls of `append`, and `prev`
 * within a room likewise. It MUST NOT let `time` go back, whatever the clock does. It MUST show no record to any
 * reader before that record is durable. It MUST NOT retry a failed write or sync.
 */
export interface EventLog extends LogReader, LogWriter {
  /** Commits what is queued, then frees the file and its lock. */
  close(): Promise<void>;
}
