import type { DamageReason, Place } from "./damage.ts";

/** Gets the records of a stream one by one. */
export interface SplitterSink {
  /** One whole JSON object, as bytes that are reused after the call. */
  record(bytes: Buffer, place: Place): void;
  damage(place: Place, reason: DamageReason): void;
}

const newline = 0x0a;
const space = 0x20;
const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
/** The three bytes of a byte order mark. */
const bom: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);

const isBlank = (byte: number): boolean =>
  byte === space || byte === newline || byte === 0x0d || byte === 0x09;

/**
 * Cuts a stream of bytes into JSON objects: the elements of an array in any layout, or objects one after the other.
 *
 * It is tolerant: what is not a record is reported with its place and skipped. Two signs tell that a record is torn
 * (its writer died in the middle) before it swallows the next one: a raw newline within a string, which JSON forbids;
 * and a line that begins a new object (or ends the array) no deeper than where the torn one began.
 */
export class RecordSplitter {
  readonly #sink: SplitterSink;
  readonly #maxRecordBytes: number;
  #buffer: Buffer = Buffer.alloc(0);
  /** Offset in the stream of the first byte of the buffer. */
  #base = 0;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  #mode: "between" | "record" | "garbage" = "between";
  #start: Place = { line: 1, byte: 0 };
  /** Where the record began on its line, when nothing stood before it; -1 otherwise. */
  #column = -1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #blankSoFar = true;
  #inArray = false;

  /** Just after the last whole record: everything before it is settled, even in a file that is being written. */
  #settled: Place;

  constructor(sink: SplitterSink, options: { from?: Place; maxRecordBytes?: number } = {}) {
    this.#sink = sink;
    this.#maxRecordBytes = options.maxRecordBytes ?? 16 * 1024 * 1024;
    this.#settled = options.from ?? { line: 1, byte: 0 };
    this.#line = this.#settled.line;
    this.#base = this.#settled.byte;
    this.#lineStart = this.#base;
  }

  /** Where reading can be taken up again. */
  get settled(): Place {
    return this.#settled;
  }

  /** Whether an array was opened that is not closed yet. */
  get inArray(): boolean {
    return this.#inArray;
  }

  push(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    const end = this.#buffer.length;
    while (this.#at < end) {
      if (this.#mode === "record") this.#insideRecord(end);
      else if (this.#mode === "garbage") this.#insideGarbage(end);
      else this.#between(end);
    }
    this.#keepOpenRecord();
  }

  /** The stream has ended. */
  end(): void {
    if (this.#mode === "record") this.#sink.damage(this.#start, "cut-off");
    this.#mode = "between";
  }

  #between(end: number): void {
    while (this.#at < end) {
      const byte = this.#buffer[this.#at] ?? 0;
      if (byte === openBrace) return this.#beginRecord();
      if (byte === newline) this.#nextLine();
      else if (byte === openBracket || byte === closeBracket) {
        this.#inArray = byte === openBracket;
        this.#blankSoFar = false;
      } else if (byte === comma) this.#blankSoFar = false;
      else if (!isBlank(byte) && !(bom.has(byte) && this.#base + this.#at < 3)) return this.#beginGarbage();
      this.#at += 1;
    }
  }

  #beginRecord(): void {
    const byte = this.#base + this.#at;
    this.#start = { line: this.#line, byte };
    this.#column = this.#blankSoFar ? byte - this.#lineStart : -1;
    this.#blankSoFar = false;
    this.#mode = "record";
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
  }

  #beginGarbage(): void {
    this.#sink.damage({ line: this.#line, byte: this.#base + this.#at }, "garbage");
    this.#mode = "garbage";
  }

  #insideGarbage(end: number): void {
    while (this.#at < end) {
      const byte = this.#buffer[this.#at];
      if (byte === newline || byte === openBrace) {
        this.#mode = "between";
        return;
      }
      this.#at += 1;
    }
  }

  #insideRecord(end: number): void {
    while (this.#at < end) {
      const byte = this.#buffer[this.#at] ?? 0;
      if (this.#inString) {
        if (byte === newline) return this.#tear();
        this.#insideString(byte);
      } else if (byte === newline) this.#nextLine();
      else if (this.#blankSoFar && !isBlank(byte) && this.#tearsRecord(byte)) return this.#tear();
      else if (this.#endsRecord(byte)) return this.#emit();
      this.#at += 1;
    }
  }

  #insideString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.#inString = false;
  }

  #tearsRecord(byte: number): boolean {
    this.#blankSoFar = false;
    const column = this.#base + this.#at - this.#lineStart;
    return column <= this.#column && (byte === openBrace || byte === closeBracket);
  }

  /** Counts brackets and quotes; true at the brace that closes the record. */
  #endsRecord(byte: number): boolean {
    if (byte === quote) this.#inString = true;
    else if (byte === openBrace || byte === openBracket) this.#depth += 1;
    else if (byte === closeBrace || byte === closeBracket) this.#depth -= 1;
    return this.#depth === 0 && !this.#inString;
  }

  #emit(): void {
    this.#at += 1;
    this.#mode = "between";
    this.#settled = { line: this.#line, byte: this.#base + this.#at };
    this.#sink.record(this.#buffer.subarray(this.#start.byte - this.#base, this.#at), this.#start);
  }

  /** Gives the record up; what stands here is read as if it stood between records. */
  #tear(): void {
    this.#sink.damage(this.#start, "torn");
    this.#mode = "between";
    this.#blankSoFar = true;
  }

  #nextLine(): void {
    this.#line += 1;
    this.#lineStart = this.#base + this.#at + 1;
    this.#blankSoFar = true;
  }

  #keepOpenRecord(): void {
    let from = this.#at;
    if (this.#mode === "record") {
      from = this.#start.byte - this.#base;
      if (this.#at - from > this.#maxRecordBytes) {
        this.#sink.damage(this.#start, "too-long");
        this.#mode = "garbage";
        from = this.#at;
      }
    }
    this.#buffer = this.#buffer.subarray(from);
    this.#base += from;
    this.#at -= from;
  }
}
