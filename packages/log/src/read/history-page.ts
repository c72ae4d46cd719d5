import type { LogEntry } from "../event-log.ts";
import { isMessage } from "./entry.ts";

/** Records that one page has at the most, whatever they are. */
const mostRecords = 1000;
/** Bytes of records that one page has at the most unless asked for less. */
export const pageBytes = 256 * 1024;
/** Records that are read at a time. */
const stepRecords = 64;

/**
 * A page of a room's history while it grows from its newer end: as many records as hold so many messages, so that
 * people who only come and go push nothing out. A contiguous range, bounded in records and in bytes; never empty where
 * there is a record.
 */
export class HistoryPage {
  readonly #messages: number;
  readonly #bytes: number;
  /** Newest first. */
  readonly #entries: LogEntry[] = [];
  #heldMessages = 0;
  #heldBytes = 0;
  #isFull = false;

  constructor(messages: number, bytes: number) {
    this.#messages = messages;
    this.#bytes = bytes;
  }

  /** How many records before those that it has are worth a look; 0 for none. */
  get wanted(): number {
    return this.#isFull ? 0 : Math.min(stepRecords, mostRecords - this.#entries.length);
  }

  /** Takes the records right before those that it has, oldest first. */
  prepend(entries: readonly LogEntry[]): void {
    for (const entry of entries.toReversed()) {
      const bytes = this.#heldBytes + entry.bytes.length;
      this.#isFull ||=
        this.#heldMessages >= this.#messages || (this.#entries.length > 0 && bytes > this.#bytes);
      if (this.#isFull) return;
      this.#entries.push(entry);
      this.#heldBytes = bytes;
      if (isMessage(entry)) this.#heldMessages += 1;
    }
  }

  /** Oldest first. */
  get entries(): readonly LogEntry[] {
    return this.#entries.toReversed();
  }
}
