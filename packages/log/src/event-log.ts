import type { BranchPoint, Origin } from "./state/ancestry.ts";
import type { ChatRecord, RecordDraft, UnknownRecord } from "@beseda/protocol";

/** A record in the log, with the bytes sent to every reader. */
export interface LogEntry {
  /** `seq` of the record. It costs nothing for a record read back, while `record` is parsed on access. */
  readonly seq: number;
  readonly record: ChatRecord | UnknownRecord;
  /**
   * The record as JSON in UTF-8, without `check`, as sent on the wire. For a record of this process these are
   * views of the bytes written to the disk; a reader MUST NOT change them.
   */
  readonly bytes: Uint8Array;
}

export interface ReadRange {
  /** Exclusive: the first record returned has a greater `seq`. */
  readonly after: number;
  /** Inclusive; the newest durable record unless given. */
  readonly upto?: number;
  /**
   * Limits the result to these rooms; for a room with a `seq`, to records after it. Skips records without a
   * room when given.
   */
  readonly rooms?: ReadonlySet<string> | ReadonlyMap<string, number>;
  /** The maximum number of records. @default 1000 */
  readonly limit?: number;
  /** Ends with the record that reaches this number of bytes. @default without a bound */
  readonly bytes?: number;
}

export interface ReadHistory {
  readonly room: string;
  /** Exclusive upper end; the newest durable record of the room without it. */
  readonly before?: number;
  /** Exclusive lower end, instead of `before`: the page begins with the first records after it (HIST-1). */
  readonly after?: number;
  /** The number of messages: as many records as hold them. */
  readonly messages: number;
  /** The maximum number of bytes of records, but never less than one record. @default 256 KiB */
  readonly bytes?: number;
  /** Whether a page begins after unreadable records, empty if need be, instead of failing. @default false */
  readonly orLess?: boolean;
}

/** A time in a room. */
export interface RoomTime {
  readonly room: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The first `seq` that counts. */
  readonly from: number;
}

export type { BranchPoint, Origin };

/** The position of a record in a log. */
export interface LogPosition {
  readonly seq: number;
  readonly time: string;
}

/** The log for its readers: every record, as it becomes durable. */
export interface LogReader {
  /** Random name of this log, that of the branch being written (LOG-11). */
  readonly id: string;
  /** Random name of this run, from its first record. */
  readonly run: string;
  /** The logs that this one continues, newest first; empty for a log that continues none. */
  readonly lineage: readonly BranchPoint[];
  /** Position of the newest durable record. */
  readonly last: LogPosition;
  /** `seq` of the newest durable record of a room, 0 for none. */
  lastOf(room: string): number;
  /**
   * The newest `seq` up to which this log has everything that was seen under these names. Undefined if it
   * does not know them: they may belong to another log, or to a part of this one that was lost.
   */
  endOf(origin: Origin): number | undefined;
  /**
   * Reads the records of a range in `seq` order, never more than `limit`; none at the end.
   *
   * @throws {LogDamagedError} a record cannot be read back as it was written; nothing after it is served
   * @throws {LogReadError} the disk failed
   */
  read(range: ReadRange): Promise<readonly LogEntry[]>;
  /**
   * Reads records by their ascending `seq`s, wherever they are; omits those that do not exist yet.
   *
   * @throws {LogDamagedError} as `read`
   */
  readAt(seqs: readonly number[]): Promise<readonly LogEntry[]>;
  /**
   * Reads the records of a room before a place, oldest first: without a gap, as many as hold the requested
   * number of messages (SES-3), at most 1,000. The `prev` of the first record tells where the page begins.
   * MUST NOT scan the log.
   *
   * @throws {LogDamagedError} as `read`
   */
  history(query: ReadHistory): Promise<readonly LogEntry[]>;
  /**
   * Returns the `seq` of the first record of a room at or after a time; undefined for none. If the log
   * continues with an earlier time (LOG-13), the newest part of it that begins before that time counts
   * (HIST-3). MUST NOT scan the log.
   *
   * @throws {LogDamagedError} as `read`
   */
  firstAt(place: RoomTime): Promise<number | undefined>;
  /** Yields every record after a place, then new ones once durable, in runs, until the signal aborts. */
  follow(after: number, signal: AbortSignal): AsyncIterable<readonly LogEntry[]>;
  /** Calls the listener with each run that became durable, in order, before the appender gets its answer. */
  onCommit(listener: (entries: readonly LogEntry[]) => void): () => void;
}

/** The log for its only writer, which turns commands into records. */
export interface LogWriter {
  /**
   * Appends drafts as neighbours, in one commit: all or none of them become durable. `seq`, `prev` and `time`
   * are given synchronously, in call order; resolves after the disk has the records.
   *
   * @throws {LogFullError} the disk is full: nothing was written, reads continue, a later append may succeed
   * @throws {LogFailedError} a write or sync failed: the log takes no more appends, the process MUST stop
   * @throws {LogClosedError} after `close`
   */
  append(drafts: readonly RecordDraft[]): Promise<readonly LogEntry[]>;
  /**
   * Calls the listener when a commit is refused, in the same turn in which its place in the order is revoked:
   * before the appenders get their answers, and before anything else can be appended. Everything not yet
   * durable is refused with it, since later appends may depend on it (LOG-15).
   */
  onRefuse(listener: () => void): () => void;
}

/**
 * The ordered log that everything else reads (LOG-1 … LOG-9).
 *
 * An implementation MUST assign `seq` 1, 2, 3 … without gaps, in the order of `append` calls, and `prev`
 * within a room likewise. It MUST NOT let `time` go back, whatever the clock does. It MUST NOT show a record
 * to any reader before that record is durable. It MUST NOT retry a failed write or sync.
 */
export interface EventLog extends LogReader, LogWriter {
  /** Commits what is queued, then frees the file and its lock. */
  close(): Promise<void>;
}
