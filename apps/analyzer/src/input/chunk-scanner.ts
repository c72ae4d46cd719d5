import { isUtf8 } from "node:buffer";
import type { LogSink } from "./batch.ts";
import { BatchWriter, type Message, type Phrases } from "./batch-writer.ts";
import type { Filter } from "../filters/filter.ts";
import { byte, isBlank, lastOf, padding } from "./bytes.ts";
import type { DamageReason, FilePosition } from "./damage.ts";
import type { Dialect } from "./foreign/dialect.ts";
import { NestedRecords } from "./foreign/nested-records.ts";
import type { DateOrder } from "./moment.ts";
import { RecordParser } from "./record-parser.ts";
import { unread } from "./plain-text.ts";
import { RecordScanner } from "./record-scanner.ts";
import { RecordSplitter, type Splitter, type SplitterSink } from "./splitter.ts";
import { TextScanner, type TextCounts } from "./text/text-scanner.ts";

export interface ChunkScannerOptions {
  readonly phrases: Phrases;
  readonly filter: Filter;
  /** Turns the numbers on a clock without a zone into a time. */
  readonly local: (clock: number) => number;
  /** How the records of another program are read. */
  readonly dialect?: Dialect | undefined;
  /** Which number of a date is which, where that was given. */
  readonly order?: DateOrder | undefined;
}

/** Whether a byte may stand between two records: blanks, commas, the brackets of the array. */
const isBetweenRecords = (value: number | undefined): boolean =>
  value !== undefined &&
  (value === byte.comma || isBlank(value) || value === byte.openBracket || value === byte.closeBracket);

/** Whether the records are within one object, and not taken out of it already. */
const isNested = (dialect: Dialect | undefined): dialect is Dialect =>
  dialect?.records !== undefined && dialect.isNewestFirst !== true;

/** The records that a dialect has within one object. */
export const nestedIn = ({ records, isKeyed = false }: Dialect, sink: SplitterSink): Splitter =>
  new NestedRecords(sink, (path, isArray) => path === records && isArray !== isKeyed);

const parsedText = (json: string): string | undefined => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Reads a log from chunks of bytes, in their order. Lines that are written the way the server writes them are scanned
 * where they stand; from the first byte that is anything else on, `RecordSplitter` finds the records, until a line
 * ends between two of them. So every layout is read, and ours fast.
 */
export class ChunkScanner {
  readonly #sink: LogSink;
  readonly #text = new TextScanner();
  readonly #writer: BatchWriter;
  readonly #scanner: RecordScanner;
  readonly #parser: RecordParser;
  readonly #splitter: Splitter;
  readonly #isOurs: boolean;
  /** Whether the bracket that the log begins with leads to the records, and is nothing between them. */
  readonly #isWithinArray: boolean;
  /** Whether the splitter is in the middle of something. */
  #isOpen = false;
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  /** One object, filled again for every record. */
  readonly #message = { bytes: this.#bytes, start: 0, end: 0 };
  /** Whether all of the chunk is valid UTF-8. */
  #isUtf8 = true;
  /** Offset in the file of the first byte of the chunk. */
  #base = 0;
  #line = 1;
  #lineStart = 0;
  #settledLine = 1;
  #settledByte = 0;
  #records = 0;
  #lastByte = 0;

  constructor(sink: LogSink, { phrases, filter, local, dialect, order }: ChunkScannerOptions) {
    this.#sink = sink;
    this.#writer = new BatchWriter({ phrases, filter, text: this.#text, emit: (batch) => sink.batch(batch) });
    this.#scanner = new RecordScanner(this.#writer);
    this.#parser = new RecordParser(this.#writer, { local, dialect, order });
    this.#isOurs = dialect === undefined;
    this.#isWithinArray = isNested(dialect) && dialect.records?.startsWith("[]") === true;
    const split = {
      record: (bytes: Buffer, place: FilePosition): void => this.#parse(bytes, place),
      damage: (place: FilePosition, reason: DamageReason): void => sink.damage(place, reason),
    };
    this.#splitter = isNested(dialect) ? nestedIn(dialect, split) : new RecordSplitter(split);
  }

  /** Begins between two records, at this place of a file. Not needed at the beginning of the first one. */
  restart({ line, byte }: FilePosition): void {
    this.#base = byte;
    this.#line = line;
    this.#lineStart = byte;
    this.#settledLine = line;
    this.#settledByte = byte;
    this.#records = 0;
    this.#lastByte = 0;
    this.#isOpen = false;
  }

  /** Just after the last record: where reading can be taken up again. */
  get settled(): FilePosition {
    return { line: this.#settledLine, byte: this.#settledByte };
  }

  /** Whether the bytes given so far end in the middle of something. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The end of the bytes given so far. */
  get end(): FilePosition {
    return { line: this.#line, byte: this.#base };
  }

  /** The last byte that was not blank. */
  get lastByte(): number {
    return this.#lastByte;
  }

  /** Records read so far, including those that the filter drops. */
  get records(): number {
    return this.#records;
  }

  textCounts(): TextCounts {
    return this.#text.counts();
  }

  /**
   * Reads `bytes[0..length)`. The chunk SHOULD end with a line. At least `padding` more bytes MUST be there, which are
   * written to. All of the buffer may change after the call.
   */
  push(bytes: Buffer, length: number): void {
    // If the last line has no end, older bytes of the buffer are not taken for its rest.
    bytes.fill(byte.newline, length, length + padding);
    this.#bytes = bytes;
    this.#length = length;
    this.#isUtf8 = isUtf8(bytes.subarray(0, length));
    this.#writer.interner.use(bytes);
    this.#scanner.use(bytes);
    let at = 0;
    while (at < length) at = this.#isOpen ? this.#split(at, length) : this.#lines(at);
    this.#writer.flush();
    this.#base += length;
    this.#lastByte = lastOf(bytes, length) ?? this.#lastByte;
  }

  /** Ends the input: a record that is open is damaged. */
  close(): void {
    if (this.#isOpen) this.#splitter.end();
    this.#isOpen = false;
    this.#writer.flush();
  }

  /** Scans lines of ours; returns the place of the first thing that is something else. */
  #lines(from: number): number {
    const bytes = this.#bytes;
    const length = this.#length;
    let at = from;
    while (at < length) {
      const value = bytes[at];
      if (value === byte.openBrace) {
        const next = this.#record(at);
        if (next < 0) return this.#split(at, this.#endOfLine(at));
        at = next;
      } else if (value === byte.newline) {
        at += 1;
        this.#line += 1;
        this.#lineStart = this.#base + at;
      } else if (isBetweenRecords(value) && !(this.#isWithinArray && value === byte.openBracket)) at += 1;
      else return this.#split(at, this.#endOfLine(at));
    }
    return at;
  }

  /** Scans a record where it stands; returns the place after it, or `unread`. */
  #record(at: number): number {
    if (!this.#isUtf8 || !this.#isOurs) return unread;
    const scanner = this.#scanner;
    const next = scanner.scan(at);
    const message = next < 0 ? undefined : scanner.isEscaped ? this.#unescaped() : this.#plain();
    if (!message) {
      this.#writer.begin();
      this.#writer.relieve();
      return unread;
    }
    this.#writer.commit(scanner.kind, message);
    this.#records += 1;
    this.#settledLine = this.#line;
    this.#settledByte = this.#base + next;
    return next;
  }

  #plain(): Message {
    const message = this.#message;
    message.bytes = this.#bytes;
    message.start = this.#scanner.messageStart;
    message.end = this.#scanner.messageEnd;
    return message;
  }

  #unescaped(): Message | undefined {
    const { messageStart, messageEnd } = this.#scanner;
    const text = parsedText(this.#bytes.toString("utf8", messageStart - 1, messageEnd + 1));
    if (text === undefined) return undefined;
    const bytes = Buffer.from(text);
    return { bytes, start: 0, end: bytes.length };
  }

  #endOfLine(at: number): number {
    const newline = this.#bytes.indexOf(byte.newline, at);
    return Math.min(newline + 1, this.#length);
  }

  /** Reads by the splitter, up to the end of the line if that is enough, else the rest of the chunk. */
  #split(from: number, lineEnd: number): number {
    const splitter = this.#splitter;
    if (!this.#isOpen) {
      splitter.restart({ line: this.#line, byte: this.#base + from, lineStart: this.#lineStart });
    }
    splitter.push(this.#bytes.subarray(from, lineEnd));
    let at = lineEnd;
    if (!splitter.isBetween && at < this.#length) {
      splitter.push(this.#bytes.subarray(at, this.#length));
      at = this.#length;
    }
    this.#isOpen = !splitter.isBetween;
    ({ line: this.#line, lineStart: this.#lineStart } = splitter.place);
    return at;
  }

  #parse(bytes: Buffer, place: FilePosition): void {
    const reason = isUtf8(bytes) ? this.#parser.read(bytes.toString()) : "not-utf8";
    if (reason) this.#sink.damage(place, reason);
    else this.#records += 1;
    this.#settledLine = this.#splitter.place.line;
    this.#settledByte = place.byte + bytes.length;
  }
}
