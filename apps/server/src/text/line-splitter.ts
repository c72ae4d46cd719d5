import { isUtf8 } from "node:buffer";

/** A line as it came: text, or that its bytes were not UTF-8. */
export type TypedLine = { readonly text: string } | { readonly notUtf8: true };

/** The peer sent more bytes without an end of line than a line may have. */
export class LineTooLongError extends Error {
  override readonly name = "LineTooLongError";
}

const newline = 0x0a;
const carriageReturn = 0x0d;
/** Room for the beginning of a line; it grows with the line. */
const firstRoom = 256;
/** Enough of a line to tell what it is the beginning of. */
const lookBytes = 64;

/** Cuts bytes into lines that end with `\n` or `\r\n`. Holds at most one unfinished line of `limit` bytes. */
export class LineSplitter {
  readonly #limit: number;
  #unfinished = Buffer.alloc(0);
  #length = 0;
  #finished = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Number of the line that has begun and not ended; undefined for none. */
  get unfinished(): number | undefined {
    return this.#length > 0 ? this.#finished : undefined;
  }

  /** How the line begins that has not ended, as far as a look tells what it is: its first bytes as Latin-1. */
  get beginning(): string {
    return this.#unfinished.toString("latin1", 0, Math.min(this.#length, lookBytes));
  }

  /**
   * The lines that these bytes finish.
   * @throws {LineTooLongError} after the lines before the one that is too long
   */
  *push(bytes: Uint8Array): Generator<TypedLine, void, undefined> {
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      yield this.#line(bytes.subarray(start, end));
      start = end + 1;
    }
    if (start < bytes.length) this.#keep(bytes.subarray(start));
  }

  /** What is left when no more comes: a last line that nobody ended. */
  end(): TypedLine | undefined {
    return this.#length > 0 ? this.#line(new Uint8Array()) : undefined;
  }

  #line(rest: Uint8Array): TypedLine {
    this.#finished += 1;
    if (this.#length === 0) {
      if (rest.length > this.#limit) throw new LineTooLongError();
      return decode(rest);
    }
    this.#keep(rest);
    const line = decode(this.#unfinished.subarray(0, this.#length));
    this.#unfinished = Buffer.alloc(0);
    this.#length = 0;
    return line;
  }

  /** Copies: a slice of what came would hold the whole of it, however many slices a slow peer makes us keep. */
  #keep(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#limit) throw new LineTooLongError();
    if (length > this.#unfinished.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(firstRoom, length, 2 * this.#unfinished.length));
      this.#unfinished.copy(grown, 0, 0, this.#length);
      this.#unfinished = grown;
    }
    this.#unfinished.set(bytes, this.#length);
    this.#length = length;
  }
}

const decode = (bytes: Uint8Array): TypedLine => {
  if (!isUtf8(bytes)) return { notUtf8: true };
  const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset, end).toString("utf8") };
};
