import type { ChatRecord } from "@beseda/protocol";
import type { DiskFile } from "./disk.ts";
import type { LogEntry } from "./event-log.ts";
import { LineWriter, type EncodedLine, type Lines } from "./line-writer.ts";

/** A record on its way to the disk, with its place in the file. */
export interface PlacedEntry {
  readonly entry: LogEntry;
  readonly line: EncodedLine;
}

interface Waiting {
  readonly entries: readonly PlacedEntry[];
  readonly resolve: (entries: readonly LogEntry[]) => void;
  readonly reject: (error: Error) => void;
}

export interface GroupCommitOptions {
  readonly file: DiskFile;
  /** Byte behind the last record, where its closing bracket stands. */
  readonly end: number;
  /** Check of the last record. */
  readonly check: number;
  /** Whether a commit waits for the disk. */
  readonly sync: boolean;
  /** Everything of a commit became durable. Called before the appenders are answered. */
  readonly onDurable: (entries: readonly PlacedEntry[]) => void;
  /** A write failed: nothing of what waits became durable. Says what the appenders are told. */
  readonly onFailure: (cause: unknown) => Error;
}

/**
 * Natural group commit (LOG-1, LOG-2). One commit is on its way to the disk at a time, as one positional write over
 * the closing bracket and one sync. What is appended meanwhile gathers and goes with the next one: the slower the
 * disk, the larger the commits, and no timer anywhere. A record is encoded when it is appended, so its check can be
 * chained, and a commit only hands bytes over.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #writer = new LineWriter();
  #waiting: Waiting[] = [];
  #end: number;
  #check: number;
  #running: Promise<void> | undefined;

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    this.#end = options.end;
    this.#check = options.check;
  }

  /** Byte behind the last durable record. */
  get end(): number {
    return this.#end;
  }

  add(records: readonly ChatRecord[]): Promise<readonly LogEntry[]> {
    const entries = records.map((record) => this.#encode(record));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #encode(record: ChatRecord): PlacedEntry {
    const line = this.#writer.add(record, this.#check);
    this.#check = line.check;
    return { entry: { record, bytes: line.bytes }, line };
  }

  async #run(): Promise<void> {
    // What is appended in this turn of the event loop goes together, however many callers it came from.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      await this.#commit(waiting, this.#writer.take());
    }
    this.#running = undefined;
  }

  async #commit(waiting: readonly Waiting[], lines: Lines): Promise<void> {
    try {
      await this.#write(lines.chunks);
    } catch (error) {
      const answer = this.#options.onFailure(error);
      for (const { reject } of [...waiting, ...this.#waiting.splice(0)]) reject(answer);
      return;
    }
    lines.release();
    this.#end += lines.length;
    this.#options.onDurable(waiting.flatMap(({ entries }) => entries));
    for (const { entries, resolve } of waiting) resolve(entries.map(({ entry }) => entry));
  }

  async #write(chunks: readonly Buffer[]): Promise<void> {
    const { file, sync } = this.#options;
    let rest = chunks;
    let position = this.#end;
    while (rest.length > 0) {
      const written = await file.write(rest, position, sync);
      position += written;
      rest = withoutFirst(rest, written);
    }
  }
}

/** What is left of the chunks when their first `bytes` were written. */
const withoutFirst = (chunks: readonly Buffer[], bytes: number): readonly Buffer[] => {
  let skip = bytes;
  const rest: Buffer[] = [];
  for (const chunk of chunks) {
    if (skip >= chunk.length) skip -= chunk.length;
    else {
      rest.push(chunk.subarray(skip));
      skip = 0;
    }
  }
  return rest;
};
