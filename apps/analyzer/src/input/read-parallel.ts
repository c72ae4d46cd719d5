import type { Worker } from "node:worker_threads";
import type { LogSink, Strings } from "./batch.ts";
import { columnsOver } from "./columns.ts";
import type { FilePosition } from "./damage.ts";
import type { ScanAnswer, ScannedPart, ScanOrder, ScanSettings, SentBatch } from "./scan-job.ts";
import { ScanThreads } from "./scan-threads.ts";
import type { TextCounts } from "./text/text-scanner.ts";

const usualPartBytes = 1024 * 1024;
/** Parts that a thread has before it: one to scan, one to go on with. */
const partsAhead = 2;

export interface ParallelOptions extends ScanSettings {
  readonly size: number;
  readonly threads: number;
  /** The pool that threads are taken from. @default new ones */
  readonly scanThreads?: ScanThreads | undefined;
  /** @default 1 MiB */
  readonly partBytes?: number | undefined;
  /** Called with the number of bytes that were read and folded so far. */
  readonly progress?: (bytes: number) => void;
}

export interface ParallelReading {
  /** Just after the last record. */
  readonly settled: FilePosition;
  readonly records: number;
  readonly texts: readonly TextCounts[];
  /** Buffers that nobody fills at the end: as few for a long file as for a short one. */
  readonly idleBuffers: number;
}

/** A scanning thread, and how many parts it has before it. */
class Scanner {
  readonly #worker: Worker;
  /** The strings that its rows point to. */
  readonly #strings: { readonly texts: string[]; edition: number } = { texts: [], edition: 0 };
  waiting = 0;

  constructor(
    worker: Worker,
    settings: ScanSettings,
    on: { answer: (answer: ScanAnswer, scanner: Scanner) => void; error: (error: unknown) => void },
  ) {
    const { file, phrases, filter, zone } = settings;
    const first: ScanSettings = { file, phrases, filter, zone };
    this.#worker = worker;
    this.#worker.postMessage(first);
    this.#worker.on("message", (answer: ScanAnswer) => {
      this.waiting -= 1;
      on.answer(answer, this);
    });
    this.#worker.on("error", on.error);
  }

  order(order: ScanOrder): void {
    this.waiting += 1;
    this.#worker.postMessage(order);
  }

  /** The strings of a batch. Batches MUST be asked for in the order in which they were sent. */
  strings({ added, edition }: SentBatch): Strings {
    const strings = this.#strings;
    if (edition !== strings.edition) strings.texts.length = 0;
    strings.edition = edition;
    for (const text of added) strings.texts.push(text);
    return strings;
  }

  stop(): Promise<number> {
    return this.#worker.terminate();
  }
}

interface Answer {
  readonly part: ScannedPart;
  readonly scanner: Scanner;
}

/**
 * Reads a file of lines with several threads: they scan parts of it, and what they found is taken here in the order of
 * the file, so that the result is the same as with one thread.
 */
export class ParallelReader implements AsyncDisposable {
  readonly #options: ParallelOptions;
  readonly #sink: LogSink;
  readonly #scanners: readonly Scanner[];
  readonly #partBytes: number;
  readonly #parts: number;
  readonly #answers = new Map<number, Answer>();
  readonly #texts: TextCounts[] = [];
  #buffers: SharedArrayBuffer[] = [];
  #ordered = 0;
  #taken = 0;
  #lines = 0;
  #records = 0;
  #settled: FilePosition = { line: 1, byte: 0 };
  #news = Promise.withResolvers<void>();

  constructor(sink: LogSink, options: ParallelOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#partBytes = options.partBytes ?? usualPartBytes;
    this.#parts = Math.ceil(options.size / this.#partBytes);
    const on = {
      answer: (answer: ScanAnswer, scanner: Scanner): void => this.#note(answer, scanner),
      error: (error: unknown): void => this.#news.reject(error),
    };
    const threads = options.scanThreads ?? new ScanThreads();
    this.#scanners = Array.from({ length: options.threads }, () => new Scanner(threads.take(), options, on));
  }

  /** Undefined if the file turned out not to be made of lines: then nothing that the sink got is usable. */
  async read(): Promise<ParallelReading | undefined> {
    this.#order();
    while (this.#taken < this.#parts) {
      const answer = this.#answers.get(this.#taken);
      if (!answer) {
        await this.#nextNews();
        continue;
      }
      const { part } = answer;
      this.#answers.delete(part.index);
      const isLast = part.index === this.#parts - 1;
      if (part.isOpen && !isLast) return undefined;
      this.#take(answer, isLast);
      this.#order();
    }
    for (const scanner of this.#scanners) scanner.order("finish");
    while (this.#texts.length < this.#scanners.length) await this.#nextNews();
    return {
      settled: this.#settled,
      records: this.#records,
      texts: this.#texts,
      idleBuffers: this.#buffers.length,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#scanners.map((scanner) => scanner.stop()));
  }

  #note(answer: ScanAnswer, scanner: Scanner): void {
    if ("texts" in answer) this.#texts.push(answer.texts);
    else this.#answers.set(answer.index, { part: answer, scanner });
    this.#news.resolve();
  }

  async #nextNews(): Promise<void> {
    await this.#news.promise;
    this.#news = Promise.withResolvers<void>();
  }

  #order(): void {
    const limit = this.#scanners.length * (partsAhead + 1);
    for (;;) {
      const scanner = this.#scanners.reduce((idlest, other) =>
        other.waiting < idlest.waiting ? other : idlest,
      );
      const isEnough = scanner.waiting >= partsAhead || this.#ordered - this.#taken >= limit;
      if (isEnough || this.#ordered === this.#parts) return;
      const start = this.#ordered * this.#partBytes;
      const end = Math.min(start + this.#partBytes, this.#options.size);
      scanner.order({ index: this.#ordered, start, end, buffers: this.#buffers.splice(0) });
      this.#ordered += 1;
    }
  }

  #take({ part, scanner }: Answer, isLast: boolean): void {
    for (const batch of part.batches) {
      const { rows, buffer, imports, files, changes, mentions } = batch;
      const strings = scanner.strings(batch);
      this.#sink.batch({ rows, columns: columnsOver(buffer), strings, imports, files, changes, mentions });
      this.#buffers.push(buffer);
    }
    for (const { place, reason } of part.damage) {
      // The bytes behind the last record are read once more, when it is certain that nobody is writing them.
      if (isLast && place.byte >= part.settled.byte) continue;
      this.#sink.damage({ line: this.#lines + place.line, byte: place.byte }, reason);
    }
    if (part.records > 0) this.#settled = { line: this.#lines + part.settled.line, byte: part.settled.byte };
    this.#lines += part.lines;
    this.#records += part.records;
    this.#taken += 1;
    this.#options.progress?.(Math.min(this.#taken * this.#partBytes, this.#options.size));
  }
}
