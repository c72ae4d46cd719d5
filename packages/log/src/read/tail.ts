import type { LogEntry } from "../event-log.ts";
import { storedEntry } from "./entry.ts";

/** Records that lie in one piece of memory. */
interface Piece {
  readonly memory: ArrayBufferLike;
  readonly firstSeq: number;
  /** Offset and length of each record. */
  readonly places: number[];
}

/** The maximum number of requested entries kept: a whole page of history and the records since. */
const mostEntries = 1024;

/**
 * The newest records as bytes, for readers that are nearly up to date. Bounded in bytes, whatever the records
 * are. It keeps the memory that they were encoded in, without an object for each, so that it costs the
 * garbage collector nothing; only the entries requested last are kept as objects, since a thousand newcomers
 * request the same page.
 */
export class Tail {
  readonly #maxBytes: number;
  readonly #pieces: Piece[] = [];
  #bytes = 0;
  #nextSeq: number;
  /** The requested entries, oldest first. */
  readonly #entries = new Map<number, LogEntry>();

  constructor(lastSeq: number, maxBytes: number) {
    this.#nextSeq = lastSeq + 1;
    this.#maxBytes = maxBytes;
  }

  /** `seq` of the oldest record kept; if none is kept, of the next one. */
  get firstSeq(): number {
    return this.#pieces[0]?.firstSeq ?? this.#nextSeq;
  }

  push(bytes: Uint8Array): void {
    let piece = this.#pieces.at(-1);
    if (piece?.memory !== bytes.buffer) {
      piece = { memory: bytes.buffer, firstSeq: this.#nextSeq, places: [] };
      this.#pieces.push(piece);
      this.#bytes += piece.memory.byteLength;
    }
    piece.places.push(bytes.byteOffset, bytes.length);
    this.#nextSeq += 1;
    while (this.#bytes > this.#maxBytes) this.#dropFirst();
  }

  /** Drops a piece and its entries: an entry would keep the memory of the whole piece. */
  #dropFirst(): void {
    this.#bytes -= this.#pieces.shift()?.memory.byteLength ?? Infinity;
    for (const seq of this.#entries.keys()) if (seq < this.firstSeq) this.#entries.delete(seq);
  }

  /** Returns a record by its `seq`; undefined if its piece was dropped. The tail has no gap up to its end. */
  get(seq: number): LogEntry | undefined {
    if (seq < this.firstSeq) return undefined;
    const known = this.#entries.get(seq);
    if (known) return known;
    const made = this.#make(seq);
    if (!made) return undefined;
    this.#entries.set(seq, made);
    if (this.#entries.size > mostEntries) this.#entries.delete(this.#entries.keys().next().value ?? 0);
    return made;
  }

  #make(seq: number): LogEntry | undefined {
    const piece = this.#pieces.findLast(({ firstSeq }) => firstSeq <= seq);
    if (!piece || seq >= this.#nextSeq) return undefined;
    const index = (seq - piece.firstSeq) * 2;
    return storedEntry(seq, Buffer.from(piece.memory, piece.places[index], piece.places[index + 1]));
  }
}
