import { byte, isBlank } from "./bytes.ts";
import type { DamageReason, FilePosition } from "./damage.ts";

/** A place, and where its line begins. */
export interface LinePosition extends FilePosition {
  readonly lineStart: number;
}

/** Gets the records of a stream one by one. */
export interface SplitterSink {
  /** One whole JSON object, as bytes that are reused after the call. */
  record(bytes: Buffer, place: FilePosition): void;
  damage(place: FilePosition, reason: DamageReason): void;
}

/** Cuts a stream of bytes into records. */
export interface Splitter {
  /** Whether the bytes given so far end between two records. */
  readonly isBetween: boolean;
  /** The end of the bytes given so far. */
  readonly place: LinePosition;
  /** Begins anew, between two records, at a place of the stream. */
  restart(place: LinePosition): void;
  /** Reads on. The chunk may change after the call. */
  push(chunk: Buffer): void;
  /** Ends the stream. */
  end(): void;
}

/** The three bytes of a byte order mark. */
const bom: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);

/**
 * Cuts a stream of bytes into JSON objects: the elements of an array in any layout, or objects one after the other.
 *
 * It is tolerant: what is not a record is reported with its place and skipped. Two signs tell that a record is torn
 * (its writer died in the middle) before it swallows the next one: a raw newline within a string, which JSON forbids;
 * and a line that begins a new object (or ends the array) no deeper than where the torn one began.
 */
export class RecordSplitter implements Splitter {
  readonly #sink: SplitterSink;
  readonly #maxRecordBytes: number;
  #buffer: Buffer = Buffer.alloc(0);
  /** Offset in the stream of the first byte of the buffer. */
  #base = 0;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  #mode: "between" | "record" | "garbage" = "between";
  #start: FilePosition = { line: 1, byte: 0 };
  /** The column at which the record began, if nothing stood before it on its line; -1 otherwise. */
  #column = -1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #blankSoFar = true;

  constructor(sink: SplitterSink, maxRecordBytes = 16 * 1024 * 1024) {
    this.#sink = sink;
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** Whether the bytes given so far end between two records. */
  get isBetween(): boolean {
    return this.#mode === "between";
  }

  /** The end of the bytes given so far. */
  get place(): LinePosition {
    return { line: this.#line, byte: this.#base + this.#at, lineStart: this.#lineStart };
  }

  /** Begins anew, between two records, at a place of the stream. */
  restart({ line, byte: base, lineStart }: LinePosition): void {
    this.#buffer = Buffer.alloc(0);
    this.#base = base;
    this.#at = 0;
    this.#line = line;
    this.#lineStart = lineStart;
    this.#mode = "between";
    this.#blankSoFar = true;
  }

  /** Reads on. The chunk may change after the call. */
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

  /** Ends the stream. */
  end(): void {
    if (this.#mode === "record") this.#sink.damage(this.#start, "cut-off");
    this.#mode = "between";
  }

  #between(end: number): void {
    while (this.#at < end) {
      const value = this.#buffer[this.#at] ?? 0;
      if (value === byte.openBrace) return this.#beginRecord();
      if (value === byte.newline) this.#nextLine();
      else if (value === byte.openBracket || value === byte.closeBracket || value === byte.comma)
        this.#blankSoFar = false;
      else if (bom.has(value) && this.#base + this.#at < bom.size)
        this.#lineStart = this.#base + this.#at + 1;
      else if (!isBlank(value)) return this.#beginGarbage();
      this.#at += 1;
    }
  }

  #beginRecord(): void {
    const start = this.#base + this.#at;
    this.#start = { line: this.#line, byte: start };
    this.#column = this.#blankSoFar ? start - this.#lineStart : -1;
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
      const value = this.#buffer[this.#at];
      if (value === byte.newline || value === byte.openBrace) {
        this.#mode = "between";
        return;
      }
      this.#at += 1;
    }
  }

  #insideRecord(end: number): void {
    while (this.#at < end) {
      const value = this.#buffer[this.#at] ?? 0;
      if (this.#inString) {
        if (value === byte.newline) return this.#tear();
        this.#insideString(value);
      } else if (value === byte.newline) this.#nextLine();
      else if (this.#blankSoFar && !isBlank(value) && this.#tearsRecord(value)) return this.#tear();
      else if (this.#endsRecord(value)) return this.#emit();
      this.#at += 1;
    }
  }

  #insideString(value: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (value === byte.backslash) this.#escaped = true;
    else if (value === byte.quote) this.#inString = false;
  }

  #tearsRecord(value: number): boolean {
    this.#blankSoFar = false;
    const column = this.#base + this.#at - this.#lineStart;
    return column <= this.#column && (value === byte.openBrace || value === byte.closeBracket);
  }

  /** Counts brackets and quotes; true at the brace that closes the record. */
  #endsRecord(value: number): boolean {
    if (value === byte.quote) this.#inString = true;
    else if (value === byte.openBrace || value === byte.openBracket) this.#depth += 1;
    else if (value === byte.closeBrace || value === byte.closeBracket) this.#depth -= 1;
    return this.#depth === 0 && !this.#inString;
  }

  #emit(): void {
    this.#at += 1;
    this.#mode = "between";
    const from = this.#start.byte - this.#base;
    if (this.#at - from > this.#maxRecordBytes) this.#sink.damage(this.#start, "too-long");
    else this.#sink.record(this.#buffer.subarray(from, this.#at), this.#start);
  }

  /** Gives up the record; its bytes are read as if they stood between records. */
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
    this.#buffer = Buffer.from(this.#buffer.subarray(from));
    this.#base += from;
    this.#at -= from;
  }
}
