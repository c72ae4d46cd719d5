import { checkLength, checkOf, closing, closingBrace, separator, writeCheck } from "./format.ts";

const slabBytes = 256 * 1024;

/** What a commit writes: the bytes of the file, and the place of each record in them. */
export interface Lines {
  /** In the order of the file, from the first separator to the closing bracket. */
  readonly chunks: readonly Buffer[];
  /** Bytes up to the closing bracket: what the log grows by. */
  readonly length: number;
  /** Ends the records where their checks begin, so that `bytes` of each is the record of the wire. */
  release(): void;
}

/** A record that was encoded: its bytes are good after `release`. */
export interface EncodedLine {
  readonly bytes: Buffer;
  readonly check: number;
  /** Bytes that the record takes in the file, its separator included. */
  readonly length: number;
}

/**
 * Encodes records once, for the disk and for the wire. A line of the file is the record of the wire whose closing
 * brace gave way to `check`; the brace comes back after the line was written. So both are views of the same bytes.
 */
export class LineWriter {
  #slab = Buffer.allocUnsafeSlow(slabBytes);
  #start = 0;
  #used = 0;
  #full: Buffer[] = [];
  #lines: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(record: object, previousCheck: number): EncodedLine {
    const json = JSON.stringify(record);
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
    this.#lines.push(bytes);
    return { bytes, check, length };
  }

  /** Everything since the last call, as one write. */
  take(): Lines {
    this.#slab.set(closing, this.#used);
    const chunks = [...this.#full, this.#slab.subarray(this.#start, this.#used + closing.length)];
    const lines = this.#lines;
    const length = this.#length;
    this.#used += closing.length;
    this.#start = this.#used;
    this.#full = [];
    this.#lines = [];
    this.#length = 0;
    return {
      chunks,
      length,
      release: () => {
        for (const line of lines) line[line.length - 1] = closingBrace;
      },
    };
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#slab.length) return;
    if (this.#used > this.#start) this.#full.push(this.#slab.subarray(this.#start, this.#used));
    this.#slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, bytes));
    this.#start = 0;
    this.#used = 0;
  }
}
