import { checkLength, checkOf, closing, endRecord, separator, writeCheck } from "./format.ts";

/** Memory is allocated in pieces, the first ones small: most logs are quiet. */
const firstSlabBytes = 16 * 1024;
const maxSlabBytes = 256 * 1024;

/** An encoded record. Its bytes are valid once its commit was released. */
export interface EncodedLine {
  /** The record, without `check`. */
  readonly bytes: Buffer;
  readonly check: number;
  /** Its length in the file in bytes, with the separator before it. */
  readonly length: number;
}

/** The bytes that a commit writes over the closing bracket. */
export interface Lines {
  /** In the order of the file, the closing bracket last. */
  readonly chunks: readonly Buffer[];
  /** Ends the records where their checks begin: after the write they are used as wire records. */
  release(): void;
}

/**
 * Encodes records once, for the disk and for the wire. A line of the file is the wire record with `check` in
 * place of its closing brace; the brace is restored after the line is written. So both share the same memory.
 */
export class LineWriter {
  #slab = Buffer.allocUnsafeSlow(firstSlabBytes);
  #start = 0;
  #used = 0;
  #full: Buffer[] = [];
  #records: Buffer[] = [];
  #length = 0;

  /** Bytes added since the last `take`. */
  get length(): number {
    return this.#length;
  }

  /** Adds a record as JSON. */
  add(json: string, previousCheck: number): EncodedLine {
    // A UTF-16 unit takes at most 3 bytes of UTF-8.
    this.#reserve(json.length * 3 + separator.length + checkLength + closing.length);
    const slab = this.#slab;
    slab.set(separator, this.#used);
    const start = this.#used + separator.length;
    const end = start + slab.write(json, start, "utf8");
    const bytes = slab.subarray(start, end);
    const check = checkOf(bytes, previousCheck);
    writeCheck(slab, end, check);
    const length = end - 1 + checkLength - this.#used;
    this.#used += length;
    this.#length += length;
    this.#records.push(bytes);
    return { bytes, check, length };
  }

  /** Returns everything since the last call, as one write. */
  take(): Lines {
    this.#slab.set(closing, this.#used);
    this.#used += closing.length;
    const chunks = [...this.#full, this.#slab.subarray(this.#start, this.#used)];
    const records = this.#records;
    this.clear();
    return { chunks, release: () => records.forEach(endRecord) };
  }

  /** Discards everything that was not taken. */
  clear(): void {
    this.#start = this.#used;
    this.#full = [];
    this.#records = [];
    this.#length = 0;
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#slab.length) return;
    if (this.#used > this.#start) this.#full.push(this.#slab.subarray(this.#start, this.#used));
    this.#slab = Buffer.allocUnsafeSlow(Math.max(Math.min(this.#slab.length * 2, maxSlabBytes), bytes));
    this.#start = 0;
    this.#used = 0;
  }
}
