import type { RecordDraft } from "@beseda/protocol";
import type { BlockReader } from "./block-reader.ts";
import { LogClosedError } from "./error.ts";
import type { EventLog, LogEntry, LogPosition, ReadHistory, ReadRange } from "./event-log.ts";
import type { GroupCommit } from "./group-commit.ts";
import type { RoomIndex } from "./room-index.ts";
import type { Sequencer } from "./sequencer.ts";
import type { Tail } from "./tail.ts";

/** What a log is made of, once it is open. */
export interface LogParts {
  readonly id: string;
  readonly sequencer: Sequencer;
  readonly commit: GroupCommit;
  readonly rooms: RoomIndex;
  readonly tail: Tail;
  readonly blocks: BlockReader;
  readonly listeners: Set<(entries: readonly LogEntry[]) => void>;
  readonly last: () => LogPosition;
  readonly close: () => Promise<void>;
}

const defaultLimit = 1000;

/** The log as one JSON array in one file. */
export class JsonFileLog implements EventLog {
  readonly id: string;
  readonly #parts: LogParts;
  #closed: Promise<void> | undefined;

  constructor(parts: LogParts) {
    this.#parts = parts;
    this.id = parts.id;
  }

  get last(): LogPosition {
    return this.#parts.last();
  }

  lastOf(room: string): number {
    return this.#parts.rooms.lastOf(room);
  }

  // Not an async function: `seq`, `prev` and `time` are given before it returns.
  append(drafts: readonly RecordDraft[]): Promise<readonly LogEntry[]> {
    if (this.#closed) return Promise.reject(new LogClosedError());
    if (drafts.length === 0) return Promise.resolve([]);
    return this.#parts.commit.add(drafts.map((draft) => this.#parts.sequencer.give(draft)));
  }

  async read({ after, upto, rooms, limit = defaultLimit }: ReadRange): Promise<readonly LogEntry[]> {
    const end = Math.min(upto ?? this.last.seq, this.last.seq);
    if (rooms) return this.#entriesOf(this.#parts.rooms.after(rooms, { after, upto: end, limit }));
    const first = Math.max(1, after + 1);
    const last = Math.min(end, first + limit - 1);
    if (last < first) return [];
    if (first >= this.#parts.tail.firstSeq) return this.#parts.tail.slice(first, last);
    return this.#entriesOf(Array.from({ length: last - first + 1 }, (_, index) => first + index));
  }

  async history({ room, before, limit }: ReadHistory): Promise<readonly LogEntry[]> {
    return this.#entriesOf(this.#parts.rooms.before(room, before ?? this.last.seq + 1, limit));
  }

  async *follow(after: number, signal: AbortSignal): AsyncGenerator<readonly LogEntry[]> {
    let cursor = after;
    while (!signal.aborted) {
      const entries = await this.read({ after: cursor });
      cursor = entries.at(-1)?.record.seq ?? cursor;
      if (entries.length > 0) yield entries;
      else if (!signal.aborted && !(await this.#news(cursor, signal))) return;
    }
  }

  onCommit(listener: (entries: readonly LogEntry[]) => void): () => void {
    this.#parts.listeners.add(listener);
    return () => this.#parts.listeners.delete(listener);
  }

  close(): Promise<void> {
    this.#closed ??= this.#parts.commit.idle().then(() => this.#parts.close());
    return this.#closed;
  }

  /** Records by `seq`, ascending: from the file what the tail has no more, then the rest. */
  async #entriesOf(seqs: readonly number[]): Promise<readonly LogEntry[]> {
    const { tail, blocks } = this.#parts;
    // Taken before the file is read: what is in the tail now may have left it by then.
    const recent = seqs.flatMap((seq) => tail.get(seq) ?? []);
    if (recent.length === seqs.length) return recent;
    const older = await blocks.read(seqs.slice(0, seqs.length - recent.length));
    return [...older, ...recent];
  }

  /** Resolves when there is a record after `cursor`; false where the signal came first. */
  #news(cursor: number, signal: AbortSignal): Promise<boolean> {
    if (this.last.seq > cursor) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (): void => {
        stop();
        signal.removeEventListener("abort", settle);
        resolve(!signal.aborted);
      };
      const stop = this.onCommit(settle);
      signal.addEventListener("abort", settle);
    });
  }
}
