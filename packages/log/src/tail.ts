import type { LogEntry } from "./event-log.ts";

/** What a parsed record costs in memory beside its bytes, roughly. */
const recordOverheadBytes = 768;

/** The newest records, kept in memory for the readers that are nearly up to date. Bounded in bytes. */
export class Tail {
  readonly #maxBytes: number;
  #entries: LogEntry[] = [];
  #dropped = 0;
  #bytes = 0;
  #nextSeq: number;

  constructor(lastSeq: number, maxBytes: number) {
    this.#nextSeq = lastSeq + 1;
    this.#maxBytes = maxBytes;
  }

  /** `seq` of the oldest record kept; the next one to come where there is none. */
  get firstSeq(): number {
    return this.#nextSeq - (this.#entries.length - this.#dropped);
  }

  push(entry: LogEntry): void {
    this.#entries.push(entry);
    this.#nextSeq += 1;
    this.#bytes += costOf(entry);
    while (this.#bytes > this.#maxBytes) this.#drop();
  }

  get(seq: number): LogEntry | undefined {
    return seq < this.firstSeq ? undefined : this.#entries[this.#indexOf(seq)];
  }

  /** The records from one `seq` to another, both inclusive; both MUST be kept. */
  slice(from: number, upto: number): LogEntry[] {
    return this.#entries.slice(this.#indexOf(from), this.#indexOf(upto) + 1);
  }

  #indexOf(seq: number): number {
    return seq - this.firstSeq + this.#dropped;
  }

  #drop(): void {
    const entry = this.#entries[this.#dropped];
    if (!entry) return;
    this.#bytes -= costOf(entry);
    this.#dropped += 1;
    // Moving the rest up once in a while costs less than moving it for each record.
    if (this.#dropped * 2 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#dropped);
    this.#dropped = 0;
  }
}

const costOf = (entry: LogEntry): number => entry.bytes.length + recordOverheadBytes;
