import { closeSync, openSync, readSync } from "node:fs";
import { byte, padding } from "./bytes.ts";
import { UnfinishedRedaction } from "./unfinished-redaction.ts";

/** A line that is longer than this is looked at in one thread. */
const longestLine = 1024 * 1024;

/** The bytes of the lines that begin in a part of a file, and where the first of them begins. */
export interface Part {
  readonly bytes: Buffer;
  readonly length: number;
  readonly begin: number;
}

/**
 * Reads the lines that begin in a part of a file: each line of a file is in exactly one of its parts, whatever their
 * sizes are. For threads that have nothing else to do: it waits for the disk.
 */
export class PartReader implements Disposable {
  readonly #file: number;
  readonly #redaction: UnfinishedRedaction;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(file: string) {
    this.#file = openSync(file, "r");
    this.#redaction = new UnfinishedRedaction(file);
  }

  /** The lines that begin in `start..end`; undefined when one is too long. The bytes are good until the next call. */
  read(start: number, end: number): Part | undefined {
    // The byte before the part shows whether a line begins with it.
    const from = Math.max(0, start - 1);
    const wanted = end - from;
    this.#reserve(wanted + longestLine + padding);
    let filled = this.#fill(from, { start: 0, end: wanted });
    // The line that the last byte of the part is in belongs to it.
    let stop = this.#afterNewline(wanted - 1, filled);
    if (stop > filled) {
      filled += this.#fill(from + filled, { start: filled, end: filled + longestLine });
      stop = this.#afterNewline(wanted - 1, filled);
      if (stop > filled && filled === wanted + longestLine) return undefined;
      stop = Math.min(stop, filled);
    }
    const begin = start === 0 ? 0 : this.#afterNewline(0, filled);
    const length = Math.max(0, stop - begin);
    // The bytes begin with the buffer, so that its padding is behind them.
    this.#buffer.copyWithin(0, begin, begin + length);
    return { bytes: this.#buffer, length, begin: from + begin };
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }

  #reserve(bytes: number): void {
    if (this.#buffer.length < bytes) this.#buffer = Buffer.allocUnsafeSlow(bytes);
  }

  #fill(position: number, { start, end }: { start: number; end: number }): number {
    let at = start;
    while (at < end) {
      const count = this.#read(this.#buffer.subarray(at, end), position + at - start);
      if (count === 0) break;
      at += count;
    }
    return at - start;
  }

  #read(piece: Buffer, position: number): number {
    let count: number;
    do {
      count = readSync(this.#file, piece, 0, piece.length, position);
    } while (this.#redaction.hasChanged());
    return this.#redaction.over(piece, count, position);
  }

  /** The place after the first newline from a place on; more than `filled` when there is none. */
  #afterNewline(from: number, filled: number): number {
    const newline = this.#buffer.subarray(0, filled).indexOf(byte.newline, from);
    return newline < 0 ? filled + 1 : newline + 1;
  }
}
