import type { RecordDraft } from "@beseda/protocol";
import type { Appender } from "./append/appender.ts";
import { LogClosedError, LogDamagedError, LogReadError } from "./error.ts";
import type {
  BranchPoint,
  EventLog,
  LogEntry,
  LogPosition,
  Origin,
  ReadHistory,
  ReadRange,
  RoomTime,
} from "./event-log.ts";
import type { BlockReader } from "./read/block-reader.ts";
import { firstAt } from "./read/first-at.ts";
import { HistoryPage } from "./read/history-page.ts";
import type { Tail } from "./read/tail.ts";
import type { LogState } from "./state/log-state.ts";

type Listener = (entries: readonly LogEntry[]) => void;

/** The parts of an open log. */
export interface LogParts {
  readonly state: LogState;
  readonly appender: Appender;
  readonly tail: Tail;
  readonly blocks: BlockReader;
  readonly listeners: Set<Listener>;
  readonly refusalListeners: Set<() => void>;
  /** Releases the file and its lock, after the last append. */
  readonly release: () => Promise<void>;
}

const defaultLimit = 1000;
/** Number of records read before their total size is checked. */
const boundedStep = 32;

/** The log, stored as one JSON array in one file. */
export class JsonFileLog implements EventLog {
  readonly #parts: LogParts;
  #closed: Promise<void> | undefined;

  constructor(parts: LogParts) {
    this.#parts = parts;
  }

  get id(): string {
    return this.#parts.state.id;
  }

  get run(): string {
    return this.#parts.state.ancestry.run;
  }

  get lineage(): readonly BranchPoint[] {
    return this.#parts.state.ancestry.lineage;
  }

  get last(): LogPosition {
    const { seq, time } = this.#parts.state;
    return { seq, time };
  }

  lastOf(room: string): number {
    return this.#parts.state.lastOf(room);
  }

  endOf(origin: Origin): number | undefined {
    const { ancestry, seq } = this.#parts.state;
    return ancestry.endOf(origin, seq);
  }

  // Not an async function: `seq`, `prev` and `time` are given before it returns.
  append(drafts: readonly RecordDraft[]): Promise<readonly LogEntry[]> {
    if (this.#closed) return Promise.reject(new LogClosedError());
    return drafts.length === 0 ? Promise.resolve([]) : this.#parts.appender.append(drafts);
  }

  read({ after, upto, rooms, limit = defaultLimit, bytes }: ReadRange): Promise<readonly LogEntry[]> {
    const { seq, rooms: index } = this.#parts.state;
    const end = Math.min(upto ?? seq, seq);
    if (rooms) return this.#entriesOf(index.within(rooms, { after, upto: end, limit }), bytes);
    const first = Math.max(0, after) + 1;
    const length = Math.max(0, Math.min(end - first + 1, limit));
    return this.#entriesOf(
      Array.from({ length }, (_, place) => first + place),
      bytes,
    );
  }

  readAt(seqs: readonly number[]): Promise<readonly LogEntry[]> {
    const { seq: last } = this.#parts.state;
    return this.#allOf(seqs.filter((seq) => seq > 0 && seq <= last));
  }

  async history(query: ReadHistory): Promise<readonly LogEntry[]> {
    const { room, before, after, orLess = false } = query;
    const { seq: last, rooms } = this.#parts.state;
    const page = new HistoryPage(query);
    let edge = after ?? before ?? last + 1;
    while (page.wanted > 0) {
      const seqs =
        after === undefined
          ? rooms.before(room, edge, page.wanted)
          : rooms.within(new Set([room]), { after: edge, upto: last, limit: page.wanted });
      const next = after === undefined ? seqs[0] : seqs.at(-1);
      if (next === undefined) break;
      const entries = await (orLess ? this.#newestOf(seqs) : this.#entriesOf(seqs));
      page.add(entries);
      if (entries.length < seqs.length) break;
      edge = next;
    }
    return page.entries;
  }

  firstAt(place: RoomTime): Promise<number | undefined> {
    const { seq: last, rooms, ancestry } = this.#parts.state;
    const timeOf = async (seq: number): Promise<number> => {
      const [entry] = await this.#allOf([seq]);
      return Date.parse(entry?.record.time ?? "");
    };
    return firstAt(place, { rooms, last, lineage: ancestry.lineage, timeOf });
  }

  async *follow(after: number, signal: AbortSignal): AsyncGenerator<readonly LogEntry[]> {
    let cursor = after;
    while (!signal.aborted) {
      const entries = await this.read({ after: cursor });
      cursor = entries.at(-1)?.seq ?? cursor;
      if (entries.length > 0) yield entries;
      else await this.#news(cursor, signal);
    }
  }

  onCommit(listener: Listener): () => void {
    this.#parts.listeners.add(listener);
    return () => this.#parts.listeners.delete(listener);
  }

  onRefuse(listener: () => void): () => void {
    this.#parts.refusalListeners.add(listener);
    return () => this.#parts.refusalListeners.delete(listener);
  }

  close(): Promise<void> {
    this.#closed ??= this.#parts.appender.idle().then(() => this.#parts.release());
    return this.#closed;
  }

  /** Reads records by ascending `seq`; no more than it takes to reach the given number of bytes. */
  async #entriesOf(seqs: readonly number[], bytes?: number): Promise<readonly LogEntry[]> {
    if (bytes === undefined) return this.#allOf(seqs);
    const entries: LogEntry[] = [];
    let rest = bytes;
    for (let start = 0; start < seqs.length; start += boundedStep) {
      for (const entry of await this.#allOf(seqs.slice(start, start + boundedStep))) {
        entries.push(entry);
        rest -= entry.bytes.length;
        if (rest <= 0) return entries;
      }
    }
    return entries;
  }

  /** Returns those of the records that lie after everything that cannot be read back. */
  async #newestOf(seqs: readonly number[]): Promise<readonly LogEntry[]> {
    const entries: LogEntry[] = [];
    try {
      return await this.#allOf(seqs);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      for (const seq of seqs.toReversed()) {
        const [entry] = await this.#allOf([seq]).catch(nothingUnreadable);
        if (!entry) break;
        entries.push(entry);
      }
    }
    return entries.toReversed();
  }

  async #allOf(seqs: readonly number[]): Promise<readonly LogEntry[]> {
    const { tail, blocks } = this.#parts;
    // Taken before the file is read: records in the tail now may have left it by then.
    const recent = seqs.flatMap((seq) => tail.get(seq) ?? []);
    const older = seqs.slice(0, seqs.length - recent.length);
    return older.length === 0 ? recent : [...(await blocks.read(older)), ...recent];
  }

  /** Resolves when there is a record after `cursor`, or when the signal aborts. */
  #news(cursor: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.last.seq > cursor || signal.aborted) return resolve();
      const settle = (): void => {
        stop();
        signal.removeEventListener("abort", settle);
        resolve();
      };
      const stop = this.onCommit(settle);
      signal.addEventListener("abort", settle);
    });
  }
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof LogReadError || error instanceof LogDamagedError;

const nothingUnreadable = (error: unknown): readonly LogEntry[] => {
  if (isUnreadable(error)) return [];
  throw error;
};
