import { byte, isBlank } from "../bytes.ts";
import type { FilePosition } from "../damage.ts";
import type { LinePosition, Splitter, SplitterSink } from "../splitter.ts";
import type { Path } from "./fields.ts";

/** The place of records within the one object of a file. */
export interface Nest {
  /** Names that lead to what holds them, with dots between, and `[]` for each element of an array; empty for the object itself. */
  readonly records: Path;
  /** Whether they are the values of an object there, not the elements of an array. */
  readonly isKeyed: boolean;
}

export interface NestedSink extends Pick<SplitterSink, "damage"> {
  record(bytes: Buffer, place: FilePosition, nest: Nest): void;
}

interface Level {
  readonly isArray: boolean;
  readonly path: Path;
  key: string;
  isKeyNext: boolean;
}

/** Records do not lie deeper than this. */
const deepest = 7;
const longestRecord = 16 * 1024 * 1024;

/**
 * Finds the records within one object, such as `{"messages": [{…}, {…}]}`: elements of arrays or, on request,
 * values of objects. It never holds more than one of them.
 */
export class NestedRecords implements Splitter {
  readonly #sink: NestedSink;
  readonly #isWanted: (path: Path, isArray: boolean, depth: number) => boolean;
  #buffer: Buffer = Buffer.alloc(0);
  #base = 0;
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #levels: Level[] = [];
  #inString = false;
  #escaped = false;
  #isClosed = false;
  /** The start of the name that is being read, or -1. */
  #key = -1;
  #record: { readonly start: FilePosition; readonly depth: number; readonly nest: Nest } | undefined;
  /** Objects of the file, not of its objects. */
  objects = 0;

  /** @param isWanted - whether the objects that are directly in something are records */
  constructor(sink: NestedSink, isWanted: (path: Path, isArray: boolean, depth: number) => boolean) {
    this.#sink = sink;
    this.#isWanted = isWanted;
  }

  get isBetween(): boolean {
    return this.#isClosed;
  }

  get place(): LinePosition {
    return { line: this.#line, byte: this.#base + this.#at, lineStart: this.#lineStart };
  }

  restart({ line, byte: base, lineStart }: LinePosition): void {
    // Bytes behind the object are not a part of it.
    if (this.#isClosed) return;
    this.#base = base;
    this.#line = line;
    this.#lineStart = lineStart;
  }

  push(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    const end = this.#buffer.length;
    while (this.#at < end) {
      this.#step(this.#buffer[this.#at] ?? 0);
      this.#at += 1;
    }
    this.#keep();
  }

  end(): void {
    const record = this.#record;
    if (record) this.#sink.damage(record.start, "cut-off");
    else if (this.#levels.length > 0) this.#sink.damage(this.place, "unclosed");
    this.#levels = [];
  }

  #step(value: number): void {
    if (value === byte.newline) {
      this.#line += 1;
      this.#lineStart = this.#base + this.#at + 1;
    }
    if (this.#inString) this.#insideString(value);
    else if (value === byte.quote) this.#beginString();
    else if (value === byte.openBrace || value === byte.openBracket) this.#open(value === byte.openBracket);
    else if (value === byte.closeBrace || value === byte.closeBracket) this.#close();
    else if (value === byte.comma) this.#next();
    else if (this.#levels.length === 0 && !isBlank(value) && value < 0x80) this.#garbage();
  }

  #insideString(value: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (value === byte.backslash) this.#escaped = true;
    else if (value === byte.quote) {
      this.#inString = false;
      if (this.#key >= 0) this.#endKey();
    }
  }

  #beginString(): void {
    this.#inString = true;
    const level = this.#levels.at(-1);
    if (this.#record || level?.isKeyNext !== true || this.#levels.length > deepest) return;
    this.#key = this.#base + this.#at;
    level.isKeyNext = false;
  }

  #endKey(): void {
    const level = this.#levels.at(-1);
    const json = this.#buffer.toString("utf8", this.#key - this.#base, this.#at + 1);
    this.#key = -1;
    if (level) level.key = textOf(json);
  }

  #open(isArray: boolean): void {
    const parent = this.#levels.at(-1);
    if (!parent) this.objects += 1;
    if (!isArray && parent && !this.#record) this.#beginRecord(parent);
    const path = !parent ? "" : parent.isArray ? `${parent.path}[]` : joined(parent.path, parent.key);
    this.#levels.push({ isArray, path, key: "", isKeyNext: !isArray });
  }

  #beginRecord({ path, isArray }: Level): void {
    const depth = this.#levels.length;
    if (depth > deepest || !this.#isWanted(path, isArray, depth)) return;
    const start = { line: this.#line, byte: this.#base + this.#at };
    this.#record = { start, depth, nest: { records: path, isKeyed: !isArray } };
  }

  #close(): void {
    this.#levels.pop();
    const record = this.#record;
    if (record && this.#levels.length === record.depth) {
      const from = record.start.byte - this.#base;
      this.#record = undefined;
      this.#sink.record(this.#buffer.subarray(from, this.#at + 1), record.start, record.nest);
    }
    if (this.#levels.length === 0) this.#isClosed = true;
  }

  #next(): void {
    const level = this.#levels.at(-1);
    if (level && !level.isArray) level.isKeyNext = true;
  }

  #garbage(): void {
    if (!this.#isClosed) this.#sink.damage(this.place, "garbage");
    this.#isClosed = true;
  }

  #keep(): void {
    const start = this.#record?.start.byte ?? (this.#key >= 0 ? this.#key : undefined);
    let from = start === undefined ? this.#at : start - this.#base;
    if (this.#record && this.#at - from > longestRecord) {
      this.#sink.damage(this.#record.start, "too-long");
      this.#record = undefined;
      from = this.#at;
    }
    this.#buffer = Buffer.from(this.#buffer.subarray(from));
    this.#base += from;
    this.#at -= from;
  }
}

const joined = (path: Path, key: string): Path => (path === "" ? key : `${path}.${key}`);

const textOf = (json: string): string => {
  try {
    return String(JSON.parse(json));
  } catch {
    return "";
  }
};
