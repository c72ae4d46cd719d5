import type {
  BranchPoint,
  LogReader,
  LogEntry,
  LogPosition,
  Origin,
  ReadHistory,
  ReadRange,
  RoomTime,
} from "@beseda/log";
import { isKnown, isOf, isPost, recordInLog, type AnyRecord } from "@beseda/protocol";
import type { ChatState } from "./state.ts";
import { refuseUnreadable } from "./unreadable.ts";

/**
 * The log as clients read it: a message that was taken back, and its edits, show the place and the author,
 * not the text (MSG-7). The file keeps everything; it is the operator's.
 */
export class RedactedLog implements LogReader {
  readonly #log: LogReader;
  readonly #state: () => ChatState;
  readonly #encoder = new TextEncoder();

  constructor(log: LogReader, state: () => ChatState) {
    this.#log = log;
    this.#state = state;
  }

  get id(): string {
    return this.#log.id;
  }

  get run(): string {
    return this.#log.run;
  }

  get lineage(): readonly BranchPoint[] {
    return this.#log.lineage;
  }

  get last(): LogPosition {
    return this.#log.last;
  }

  lastOf(room: string): number {
    return this.#log.lastOf(room);
  }

  endOf(origin: Origin): number | undefined {
    return this.#log.endOf(origin);
  }

  async read(range: ReadRange): Promise<readonly LogEntry[]> {
    return this.#redact(await this.#log.read(range).catch(refuseUnreadable));
  }

  async readAt(seqs: readonly number[]): Promise<readonly LogEntry[]> {
    return this.#redact(await this.#log.readAt(seqs).catch(refuseUnreadable));
  }

  async history(query: ReadHistory): Promise<readonly LogEntry[]> {
    return this.#redact(await this.#log.history(query).catch(refuseUnreadable));
  }

  async firstAt(place: RoomTime): Promise<number | undefined> {
    return this.#log.firstAt(place).catch(refuseUnreadable);
  }

  async *follow(after: number, signal: AbortSignal): AsyncGenerator<readonly LogEntry[]> {
    try {
      for await (const run of this.#log.follow(after, signal)) yield this.#redact(run);
    } catch (error) {
      refuseUnreadable(error);
    }
  }

  /** A record that becomes durable at this moment has been taken back by nobody yet. */
  onCommit(listener: (entries: readonly LogEntry[]) => void): () => void {
    return this.#log.onCommit(listener);
  }

  #redact(entries: readonly LogEntry[]): readonly LogEntry[] {
    const { deleted } = this.#state();
    return deleted.size === 0
      ? entries
      : entries.map((entry) => (deleted.has(entry.seq) ? this.#redacted(entry) : entry));
  }

  #redacted(entry: LogEntry): LogEntry {
    const { record: whole } = entry;
    if (isKnown(whole) && !isPost(whole) && !isOf(whole, "edited")) return entry;
    const record = recordInLog({ ...heardOf(whole), message: "", deleted: true });
    return { seq: entry.seq, record, bytes: this.#encoder.encode(JSON.stringify(record)) };
  }
}

/**
 * The record without what may reveal its text: of one that this version does not understand, the common
 * fields.
 */
const heardOf = (record: AnyRecord): AnyRecord => {
  if (isPost(record) || isOf(record, "edited")) {
    // With its salt and the file somebody could prove a guess of its text (LOG-17).
    const { salt: _, mentions: __, ...heard } = record;
    return isOf(record, "file") ? { ...heard, file: undefined } : heard;
  }
  const { seq, time, type, client_id, sender, message } = record;
  const place = {
    ...("room" in record && { room: record.room }),
    ...("prev" in record && { prev: record.prev }),
  };
  return { seq, ...place, time, type, client_id, sender, message };
};
