import type { DiskFile } from "../disk/disk.ts";
import { newline } from "../format/format.ts";

/** The file is neither a JSON array nor one JSON text per line. */
export class NoRowsError extends Error {}

/** The longest row that is read: a row of a conversation never gets this long. */
const maxRowBytes = 16 * 1024 * 1024;
const sliceBytes = 256 * 1024;

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];
const mark = Buffer.from("\uFEFF");
const blanks: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** A value in the file, and the byte after which it ended. */
export interface Row {
  readonly value: unknown;
  readonly end: number;
}

/**
 * Reads the rows of a JSON array, or one JSON text per line; a byte order mark may precede them. No more than
 * one slice and one row of the file is in memory.
 * @throws {NoRowsError} it is neither
 */
export async function* rowsOf(file: DiskFile): AsyncGenerator<Row> {
  const slice = Buffer.alloc(sliceBytes);
  const splitter = new RowSplitter();
  for (let position = 0; ; position += slice.length) {
    const length = await file.read(slice, position);
    for (const value of splitter.push(slice.subarray(0, length))) yield { value, end: position + length };
    if (length < slice.length) break;
  }
  const end = await file.size();
  for (const value of splitter.end()) yield { value, end };
}

/** Splits bytes into rows, whatever pieces they arrive in. */
export class RowSplitter {
  readonly #utf8 = new TextDecoder("utf-8", { fatal: true });
  /** The pieces of a row that has not ended. */
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  #form: "unknown" | "array" | "lines" | "closed" = "unknown";
  #rows = 0;
  #depth = 0;
  #isInText = false;
  #isEscaped = false;

  *push(bytes: Buffer): Generator {
    let start = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.#form === "unknown") start = this.#begin(byte, at, start);
      else if (!this.#isEnd(byte)) continue;
      else {
        yield* this.#row(bytes.subarray(start, at), byte);
        start = at + 1;
      }
    }
    this.#keep(bytes.subarray(start));
  }

  *end(): Generator {
    if (this.#form === "array") throw new NoRowsError("the array has no end");
    yield* this.#row(Buffer.alloc(0), newline);
  }

  /** Returns the start of the first row. */
  #begin(byte: number, at: number, start: number): number {
    const isBeforeIt = blanks.has(byte) || (at < mark.length && byte === mark[at]);
    if (isBeforeIt) return at + 1;
    this.#form = byte === openBracket ? "array" : "lines";
    if (this.#form === "array") return at + 1;
    this.#isEnd(byte);
    return start;
  }

  /** Whether a row ends before this byte. */
  #isEnd(byte: number): boolean {
    // A JSON string never contains a line end.
    if (this.#form === "lines") return byte === newline;
    if (this.#form === "closed") return false;
    if (this.#isInText) this.#readText(byte);
    else if (byte === quote) this.#isInText = true;
    else if (byte === openBracket || byte === openBrace) this.#depth += 1;
    else if (this.#depth === 0) return byte === comma || byte === closeBracket;
    else if (byte === closeBracket || byte === closeBrace) this.#depth -= 1;
    return false;
  }

  #readText(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) this.#isInText = false;
  }

  /** Yields the row that ends with these bytes, if it is one. */
  *#row(bytes: Buffer, end: number): Generator {
    this.#keep(bytes);
    const text = this.#decoded();
    const isBlank = text.trim() === "";
    const mayBeBlank = this.#form !== "array" || (end === closeBracket && this.#rows === 0);
    if (this.#form === "array" && end === closeBracket) this.#form = "closed";
    else if (this.#form === "closed" && !isBlank) throw new NoRowsError("something is behind the array");
    if (isBlank && !mayBeBlank) throw new NoRowsError("a row is empty");
    if (isBlank) return;
    this.#rows += 1;
    yield parsed(text);
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#pieces.push(Buffer.from(bytes));
    this.#pieceBytes += bytes.length;
    if (this.#pieceBytes > maxRowBytes) throw new NoRowsError("a row has no end");
  }

  #decoded(): string {
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#pieceBytes = 0;
    try {
      return this.#utf8.decode(bytes);
    } catch (cause) {
      throw new NoRowsError("it is not UTF-8", { cause });
    }
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NoRowsError("a row is no JSON", { cause });
  }
};
