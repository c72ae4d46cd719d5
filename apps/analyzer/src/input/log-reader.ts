import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { smallest } from "../extremes.ts";
import { Clock } from "../rows/clock.ts";
import type { LogSink } from "./batch.ts";
import { byte } from "./bytes.ts";
import { inputError } from "./bytes-of.ts";
import { ChunkScanner } from "./chunk-scanner.ts";
import type { DamageReason, FilePosition } from "./damage.ts";
import { DamageList } from "./damage-list.ts";
import { headOf, readHead, type Head } from "./head.ts";
import type { Dialect } from "./foreign/dialect.ts";
import type { Fields } from "./foreign/fields.ts";
import type { Hints } from "./foreign/look.ts";
import { InputError } from "./input-error.ts";
import type { LogReaderOptions } from "./log-reader-options.ts";
import { isForeign, isShape, OpenedLog } from "./opened-log.ts";
import { NotLinesError, NotOursError } from "./read-again.ts";
import { readChunks } from "./read-chunks.ts";
import { ParallelReader } from "./read-parallel.ts";
import { recordsAt } from "./records-at.ts";
import { longFileBytes } from "./scan-threads.ts";
import { placeBefore } from "./seq-at.ts";
import type { TextCounts } from "./text/text-scanner.ts";

const noHints: Hints = { map: {} };

/** How often a record without an end is looked at again. */
const looks = 3;
/** A file that nobody has written to for so long has no writer in the middle of a record. */
const freshMs = 2000;
const start: FilePosition = { line: 1, byte: 0 };

/** Reads one log: from its beginning to its end, then what was appended since, as often as it is asked to. */
export class LogReader implements AsyncDisposable {
  readonly #options: LogReaderOptions;
  readonly #sink: LogSink;
  readonly #clock: Clock;
  #scanner: ChunkScanner;
  #opened: OpenedLog | undefined;
  /** Whole records that are not ours. */
  #others = 0;
  readonly #damage = new DamageList((place, reason) => this.#tell(place, reason));
  readonly #from: FilePosition;
  #texts: readonly TextCounts[] = [];
  #head: Head | undefined;
  #records = 0;
  #settled: FilePosition;
  /** The end of the bytes that were read. */
  #end: FilePosition;
  #firstDamage: FilePosition | undefined;
  #isBroken = false;
  #canGrow = true;
  #hasObject = false;

  /** Begins at a place between two records, the beginning of the file unless given. */
  constructor(sink: LogSink, options: LogReaderOptions, from = start) {
    this.#options = options;
    this.#sink = sink;
    this.#clock = new Clock(options.zone);
    this.#scanner = this.#newScanner();
    this.#from = from;
    this.#settled = from;
    this.#end = from;
  }

  /** How the records of another program are read; undefined for a log of ours. */
  get dialect(): Dialect | undefined {
    return this.#opened?.dialect;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened?.[Symbol.asyncDispose]();
  }

  /** Just after the last record: reading can be taken up again there. */
  get settled(): FilePosition {
    return this.#settled;
  }

  /** Bytes that were read, unpacked. */
  get bytes(): number {
    return this.#end.byte - this.#from.byte;
  }

  /** Bytes up to the last record that was read. */
  get settledBytes(): number {
    return this.#settled.byte - this.#from.byte;
  }

  /** Counts of what was said in all messages that were read. */
  texts(): TextCounts[] {
    return [...this.#texts, this.#scanner.textCounts()];
  }

  /**
   * Reads to the end. A record that ends there too early is waited for a moment: a server may be writing it.
   * @throws {InputError} when there is no log
   * @throws {NotLinesError} when the file cannot be read by threads after all
   * @throws {NotOursError} when it has to be looked through after all
   */
  async readAll(): Promise<void> {
    await this.#openLog();
    await this.#readParts();
    await this.readMore();
    for (let look = 1; look < looks; look += 1) {
      if (this.#isWhole || !this.#canGrow || !(await this.#isFresh())) break;
      await sleep(this.#options.rereadAfterMs ?? 50);
      await this.readMore();
    }
    this.#finish();
  }

  /**
   * Reads what was appended. A record whose end is missing is left for the next time.
   * @throws {InputError} when the file cannot be read
   */
  async readMore(): Promise<void> {
    const { file } = this.#options;
    if (this.#records === 0) await this.#openLog();
    this.#damage.drop();
    this.#scanner.restart(this.#settled);
    try {
      await this.#readHead();
      await using source = await this.#log.bytes(this.#settled.byte);
      await readChunks(source, this.#scanner, (bytes) => this.#note(bytes));
      this.#isBroken = source.isBroken;
      this.#canGrow = source.canGrow;
    } catch (error) {
      throw inputError(error, file);
    }
    this.#records += this.#scanner.records;
    this.#end = this.#scanner.end;
    if (this.#scanner.records > 0) this.#settled = this.#scanner.settled;
    this.#damage.settle(this.#settled);
  }

  /** Finds records of a log of ours by their positions, in all of it. */
  async recordsAt(wanted: ReadonlySet<number>): Promise<ReadonlyMap<number, Fields>> {
    const near = this.#log.isPiped ? 0 : await placeBefore(this.#options.file, smallest(wanted));
    return recordsAt(wanted, (from) => this.#log.bytes(from), near);
  }

  get #log(): OpenedLog {
    if (!this.#opened) throw new Error("The log was not opened.");
    return this.#opened;
  }

  #newScanner(dialect?: Dialect): ChunkScanner {
    const { phrases, filter, hints } = this.#options;
    return new ChunkScanner(
      {
        batch: (batch) => this.#sink.batch(batch),
        damage: (place, reason) => this.#damage.add(place, reason),
      },
      { phrases, filter, dialect, order: hints?.order, local: (wall) => this.#clock.time(wall) },
    );
  }

  /** Looks at how the log begins, and through all of it if it does not begin as ours do. */
  async #openLog(): Promise<void> {
    if (this.#opened?.isPiped === true) return;
    const { file, hints = noHints, isSuspect = false } = this.#options;
    const local = (wall: number): number => this.#clock.time(wall);
    await this.#opened?.[Symbol.asyncDispose]();
    this.#opened = await OpenedLog.open(file, { hints, local, isSuspect });
    const { dialect } = this.#opened;
    if (dialect) this.#scanner = this.#newScanner(dialect);
  }

  /** Whether the file ends as a log does that nobody is writing. */
  get #isWhole(): boolean {
    if (this.#scanner.isOpen) return false;
    if (this.dialect?.records !== undefined || this.dialect?.isNewestFirst === true) return true;
    return this.#head?.isArray !== true || this.#scanner.lastByte === byte.closeBracket;
  }

  async #isFresh(): Promise<boolean> {
    const found = await stat(this.#options.file).catch(() => undefined);
    return found !== undefined && Date.now() - found.mtimeMs < freshMs;
  }

  async #readHead(): Promise<void> {
    const { file } = this.#options;
    if (this.#head || this.#log.isPiped || this.dialect) return;
    const head = await readHead(file);
    if (!head.isGzip) this.#head = head;
  }

  /** Called with every piece that is read. */
  #note(bytes: Buffer): void {
    this.#head ??= headOf(bytes, this.#options.file);
    this.#hasObject ||= bytes.includes(byte.openBrace);
    this.#options.progress?.(this.#scanner.end.byte);
  }

  /** Reads most of a long file in several threads. */
  async #readParts(): Promise<void> {
    const { file, threads, hints, parallelBytes = longFileBytes } = this.#options;
    if (threads === 0 || this.#log.isPiped || this.dialect || hints?.order !== undefined) return;
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size < parallelBytes || !(await readHead(file)).hasLines) return;
    await using reader = new ParallelReader(
      { batch: (batch) => this.#sink.batch(batch), damage: (place, reason) => this.#tell(place, reason) },
      { ...this.#options, size, threads },
    );
    const reading = await reader.read();
    if (!reading) throw new NotLinesError();
    this.#texts = reading.texts;
    this.#records = reading.records;
    this.#settled = reading.settled;
  }

  #tell(place: FilePosition, reason: DamageReason): void {
    this.#firstDamage ??= place;
    if (isShape(reason)) this.#others += 1;
    this.#sink.damage(place, reason);
  }

  /** Handles the end of the input. */
  #finish(): void {
    const { file } = this.#options;
    if (this.#scanner.isOpen) this.#scanner.close();
    else if (this.#isBroken) this.#damage.add(this.#end, "bad-gzip");
    else if (!this.#isWhole && this.#records > 0) this.#damage.add(this.#end, "unclosed");
    this.#damage.flush();
    this.#checkOurs();
    if (this.#records > 0 || this.#from.byte > 0) return;
    if (this.#isBroken) throw new InputError("bad-gzip", file);
    if (this.#end.byte === 0) throw new InputError("empty", file);
    if (!this.#firstDamage) throw new InputError("no-records", file);
    const code = this.#hasObject ? "not-a-log" : "not-json";
    throw new InputError(code, file, { place: this.#firstDamage });
  }

  /** A report on a part of a log, because the rest was not understood, is a wrong one. */
  #checkOurs(): void {
    const { file, isSuspect = false } = this.#options;
    if (this.dialect || !isForeign(this.#records, this.#others)) return;
    if (!isSuspect && !this.#log.isPiped) throw new NotOursError();
    const value = String(this.#others);
    if (this.#others > this.#records)
      throw new InputError("bad-records", file, { value, place: this.#firstDamage });
  }
}
