import type { LogEntry, ReadHistory } from "../event-log.ts";
import { isPostEntry } from "./entry.ts";

/** The maximum number of records in a page, of whatever type. */
const mostRecords = 1000;
/** The maximum number of bytes of records in a page, unless fewer are requested. */
const pageBytes = 256 * 1024;
/** The number of records read at a time. */
const stepRecords = 64;

/**
 * A page of a room's history that grows from one end, the newer one unless told otherwise: as many records as hold the requested number of
 * messages, so that joins and leaves displace no messages. A contiguous range, bounded in records and in
 * bytes; never empty where there is a record.
 */
export class HistoryPage {
  readonly #messages: number;
  readonly #bytes: number;
  readonly #growsForward: boolean;
  /** In the order in which they were added. */
  readonly #entries: LogEntry[] = [];
  #heldMessages = 0;
  #heldBytes = 0;
  #isFull = false;

  constructor({ messages, bytes = pageBytes, after }: Pick<ReadHistory, "messages" | "bytes" | "after">) {
    this.#messages = messages;
    this.#bytes = bytes;
    this.#growsForward = after !== undefined;
  }

  /** The number of records to read next; 0 for none. */
  get wanted(): number {
    return this.#isFull ? 0 : Math.min(stepRecords, mostRecords - this.#entries.length);
  }

  /** Adds the records right before those in the page, or right after them, oldest first. */
  add(entries: readonly LogEntry[]): void {
    for (const entry of this.#growsForward ? entries : entries.toReversed()) {
      const bytes = this.#heldBytes + entry.bytes.length;
      this.#isFull ||=
        this.#heldMessages >= this.#messages || (this.#entries.length > 0 && bytes > this.#bytes);
      if (this.#isFull) return;
      this.#entries.push(entry);
      this.#heldBytes = bytes;
      if (isPostEntry(entry)) this.#heldMessages += 1;
    }
  }

  /** The records of the page, oldest first. */
  get entries(): readonly LogEntry[] {
    return this.#growsForward ? this.#entries : this.#entries.toReversed();
  }
}
