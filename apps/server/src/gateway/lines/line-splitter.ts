import { isUtf8 } from "node:buffer";

/** A line as it came: text, or the fact that its bytes were not UTF-8. */
export type TypedLine = { readonly text: string } | { readonly notUtf8: true };

/** The error of a peer that sent more bytes without an end of line than a line may have. */
export class LineTooLongError extends Error {
  override readonly name = "LineTooLongError";
}

const newline = 0x0a;
const carriageReturn = 0x0d;
/** The initial buffer size for a line; it grows with the line. */
const firstRoom = 256;
/** The bytes of a line that suffice to tell what it is the beginning of. */
const lookBytes = 64;

/**
 * Cuts bytes into lines that end with `\n`, `\r\n`, `\r\0` (telnet) or `\r`. Holds at most one unfinished line of
 * `limit` bytes.
 */
export class LineSplitter {
  readonly #limit: number;
  #unfinished = Buffer.alloc(0);
  #length = 0;
  #finished = 0;
  /** Whether the last byte was a line end that may consist of two bytes. */
  #isAfterReturn = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The number of the line that has begun and not ended; undefined if there is none. */
  get unfinished(): number | undefined {
    return this.#length > 0 ? this.#finished : undefined;
  }

  /** The beginning of the unfinished line, long enough to tell what it is: its first bytes as Latin-1. */
  get beginning(): string {
    return this.#unfinished.toString("latin1", 0, Math.min(this.#length, lookBytes));
  }

  /**
   * Yields the lines that these bytes finish.
   * @throws {LineTooLongError} after the lines before the one that is too long
   */
  *push(bytes: Uint8Array): Generator<TypedLine, void, undefined> {
    let start = 0;
    while (start < bytes.length) {
      if (this.#isAfterReturn && isSecondEnd(bytes[start])) start += 1;
      this.#isAfterReturn = false;
      const end = endOfLine(bytes, start);
      if (end < 0) break;
      this.#isAfterReturn = bytes[end] === carriageReturn;
      yield this.#line(bytes.subarray(start, end));
      start = end + 1;
    }
    if (start < bytes.length) this.#keep(bytes.subarray(start));
  }

  /** The unfinished line, with replacement characters where it is not UTF-8; undefined if there is none. */
  get text(): string | undefined {
    return this.#length > 0 ? this.#unfinished.toString("utf8", 0, this.#length) : undefined;
  }

  /** Whether the unfinished line breaks off within a letter. */
  get isWithinLetter(): boolean {
    const kept = this.#unfinished.subarray(0, this.#length);
    const lead = kept.findLastIndex((byte) => (byte & 0xc0) !== 0x80);
    const [byte = 0] = kept.subarray(lead);
    return kept.length - lead < lettersBytes(byte) && isUtf8(kept.subarray(0, lead));
  }

  /** Returns what is left at the end of input: a last line without an end. */
  end(): TypedLine | undefined {
    this.#isAfterReturn = false;
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

  /**
   * Keeps a copy: a slice would hold the whole input in memory, and a slow peer can make us keep many slices.
   */
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

/**
 * Returns the position of the next byte that ends a line; negative if there is none. Each byte is examined
 * once, however many lines there are.
 */
const endOfLine = (bytes: Uint8Array, start: number): number => {
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === newline || byte === carriageReturn) return at;
  }
  return -1;
};

/** Returns the number of bytes of a letter by its first one; 1 if no letter begins with it. */
const lettersBytes = (lead: number): number => {
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  if (lead >= 0xe0) return lead <= 0xef ? 3 : 1;
  return lead >= 0xc2 ? 2 : 1;
};

const isSecondEnd = (byte: number | undefined): boolean => byte === newline || byte === 0;

const decode = (bytes: Uint8Array): TypedLine =>
  isUtf8(bytes)
    ? { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8") }
    : { notUtf8: true };
