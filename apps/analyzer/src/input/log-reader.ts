import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Clock } from "../rows/clock.ts";
import type { LogSink } from "./batch.ts";
import { byte } from "./bytes.ts";
import { bytesOf, inputError, standardInput } from "./bytes-of.ts";
import { ChunkScanner } from "./chunk-scanner.ts";
import type { DamageReason, Place } from "./damage.ts";
import { DamageList } from "./damage-list.ts";
import { headOf, readHead, type Head } from "./head.ts";
import { InputError } from "./input-error.ts";
import { readChunks } from "./read-chunks.ts";
import { ParallelReader } from "./read-parallel.ts";
import type { ScanSettings } from "./scan-job.ts";
import { longFileBytes, type ScanThreads } from "./scan-threads.ts";
import type { TextCounts } from "./text/text-scanner.ts";

export interface LogReaderOptions extends ScanSettings {
  /** How many threads scan a long file; 0: this one does all. */
  readonly threads: number;
  /** Where they are taken from. @default new ones */
  readonly scanThreads?: ScanThreads | undefined;
  /** Called now and then with the number of bytes that were read so far. */
  readonly progress?: (bytes: number) => void;
  /** Files of fewer bytes are read in one thread. @default `longFileBytes` */
  readonly parallelBytes?: number | undefined;
  /** How much of such a file a thread scans at once. @default 1 MiB */
  readonly partBytes?: number | undefined;
  /** How long to wait for a writer that is in the middle of a record. @default 50 */
  readonly patienceMs?: number | undefined;
}

/** The file is not made of lines after all: everything has to be read again, in one thread. */
export class NotLinesError extends Error {
  override readonly name = "NotLinesError";
}

/** How often a record without an end is looked at again. */
const looks = 3;
/** A file that nobody has written to for so long has no writer in the middle of a record. */
const freshMs = 2000;
const start: Place = { line: 1, byte: 0 };

/** Reads one log: from its beginning to its end, then what was appended since, as often as it is asked to. */
export class LogReader {
  readonly #options: LogReaderOptions;
  readonly #sink: LogSink;
  readonly #scanner: ChunkScanner;
  readonly #damage = new DamageList((place, reason) => this.#tell(place, reason));
  readonly #from: Place;
  #texts: readonly TextCounts[] = [];
  #head: Head | undefined;
  #records = 0;
  #settled: Place;
  /** Where the bytes end that were read. */
  #end: Place;
  #firstDamage: Place | undefined;
  #isBroken = false;
  #canGrow = true;

  /** Begins at a place between two records, the beginning of the file unless given. */
  constructor(sink: LogSink, options: LogReaderOptions, from = start) {
    const clock = new Clock(options.zone);
    const { phrases, filter } = options;
    this.#options = options;
    this.#sink = sink;
    this.#scanner = new ChunkScanner(
      { batch: (batch) => sink.batch(batch), damage: (place, reason) => this.#damage.add(place, reason) },
      { phrases, filter, local: (wall) => clock.time(wall) },
    );
    this.#from = from;
    this.#settled = from;
    this.#end = from;
  }

  /** Just after the last record: reading can be taken up again there. */
  get settled(): Place {
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

  /** What was said in all messages that were read. */
  texts(): TextCounts[] {
    return [...this.#texts, this.#scanner.textCounts()];
  }

  /**
   * Reads to the end. A record that ends there too early is waited for a moment: a server may be writing it.
   * @throws {InputError} when there is no log
   * @throws {NotLinesError} when the file cannot be read by threads after all
   */
  async readAll(): Promise<void> {
    await this.#readParts();
    await this.readMore();
    for (let look = 1; look < looks; look += 1) {
      if (this.#isWhole || !this.#canGrow || !(await this.#isFresh())) break;
      await sleep(this.#options.patienceMs ?? 50);
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
    this.#damage.drop();
    this.#scanner.restart(this.#settled);
    try {
      await this.#readHead();
      await using source = await bytesOf(file, this.#settled.byte);
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

  /** Whether the file ends as a log does that nobody is writing. */
  get #isWhole(): boolean {
    if (this.#scanner.isOpen) return false;
    return this.#head?.isArray !== true || this.#scanner.lastByte === byte.closeBracket;
  }

  async #isFresh(): Promise<boolean> {
    const found = await stat(this.#options.file).catch(() => undefined);
    return found !== undefined && Date.now() - found.mtimeMs < freshMs;
  }

  async #readHead(): Promise<void> {
    const { file } = this.#options;
    if (this.#head || file === standardInput) return;
    const head = await readHead(file);
    if (!head.isGzip) this.#head = head;
  }

  /** Called with every piece of what is read. */
  #note(bytes: Buffer): void {
    this.#head ??= headOf(bytes, this.#options.file);
    this.#options.progress?.(this.#scanner.end.byte);
  }

  /** Reads most of a long file in several threads. */
  async #readParts(): Promise<void> {
    const { file, threads, parallelBytes = longFileBytes } = this.#options;
    if (threads === 0 || file === standardInput) return;
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

  #tell(place: Place, reason: DamageReason): void {
    this.#firstDamage ??= place;
    this.#sink.damage(place, reason);
  }

  /** There is no more to come. */
  #finish(): void {
    const { file } = this.#options;
    if (this.#scanner.isOpen) this.#scanner.close();
    else if (this.#isBroken) this.#damage.add(this.#end, "bad-gzip");
    else if (!this.#isWhole && this.#records > 0) this.#damage.add(this.#end, "unclosed");
    this.#damage.flush();
    if (this.#records > 0 || this.#from.byte > 0) return;
    if (this.#isBroken) throw new InputError("bad-gzip", file);
    if (this.#end.byte === 0) throw new InputError("empty", file);
    if (!this.#firstDamage) throw new InputError("no-records", file);
    throw new InputError("not-a-log", file, { place: this.#firstDamage });
  }
}
