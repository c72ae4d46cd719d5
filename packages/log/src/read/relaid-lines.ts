import type { DiskFile } from "../disk/disk.ts";
import { comma, maxLineBytes } from "../format/format.ts";
import type { Line } from "./lines.ts";

const chunkBytes = 1024 * 1024;
const quote = 0x22;
const backslash = 0x5c;
const openers: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const closers: ReadonlySet<number> = new Set([0x5d, 0x7d]);
const closingBracket = 0x5d;
/** JSON whitespace, and the bytes of a byte order mark, which no record contains outside a string. */
const ignored: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/**
 * Reads the lines that a log had before another program reformatted its JSON: with other line ends, indented,
 * in one line, after a byte order mark. All whitespace between the parts of a record is removed; its check
 * tells whether the result is as written. Offsets are those of the file.
 */
export async function* relaidLines(file: DiskFile): AsyncGenerator<readonly Line[]> {
  const size = await file.size();
  const layout = new Layout();
  const chunk = Buffer.allocUnsafeSlow(chunkBytes);
  for (let position = 0; position < size;) {
    const length = await file.read(chunk, position);
    if (length === 0) break;
    const lines = layout.take(chunk.subarray(0, length), position);
    position += length;
    if (lines.length > 0) yield lines;
  }
  yield layout.end();
}

/** Makes one pass over the bytes; of JSON it knows only strings and brackets. */
class Layout {
  #bytes = Buffer.allocUnsafeSlow(4096);
  #length = 0;
  #offset = 0;
  #depth = 0;
  #isInText = false;
  #isEscaped = false;

  take(chunk: Buffer, position: number): readonly Line[] {
    const lines: Line[] = [];
    for (const [index, byte] of chunk.entries()) {
      if (this.#isInText) this.#takeText(byte);
      else if (!ignored.has(byte)) this.#takeMark(byte, position + index, lines);
      // Anything this long is not a record.
      if (this.#length > maxLineBytes) lines.push(this.#line(false));
    }
    return lines;
  }

  /** Returns the rest: the beginning of a record, or nothing. */
  end(): readonly Line[] {
    return this.#length > 0 ? [this.#line(false)] : [];
  }

  #takeText(byte: number): void {
    this.#keep(byte);
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) this.#isInText = false;
  }

  #takeMark(byte: number, offset: number, lines: Line[]): void {
    const isOutside = this.#depth === 0 || (this.#depth === 1 && closers.has(byte));
    if (openers.has(byte)) this.#depth += 1;
    if (closers.has(byte)) this.#depth -= 1;
    if (isOutside) {
      // The brackets of the array.
      if (this.#length > 0) lines.push(this.#line(true));
      if (byte === closingBracket) lines.push({ offset, bytes: Buffer.of(byte), isEnded: true });
      return;
    }
    if (this.#length === 0) this.#offset = offset;
    this.#keep(byte);
    if (byte === quote) this.#isInText = true;
    if (this.#depth === 1 && byte === comma) lines.push(this.#line(true));
  }

  #keep(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const longer = Buffer.allocUnsafeSlow(this.#bytes.length * 2);
      this.#bytes.copy(longer);
      this.#bytes = longer;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  #line(isEnded: boolean): Line {
    const bytes = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return { offset: this.#offset, bytes, isEnded };
  }
}
