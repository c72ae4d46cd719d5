import { Worker } from "node:worker_threads";
import type { LogEntry } from "@beseda/log";
import {
  SearchFailedError,
  type FoundMessages,
  type IndexedPart,
  type IndexTrouble,
  type SearchIndex,
  type Wanted,
} from "./search-index.ts";
import type { Answer, Numbered, Request } from "./thread-messages.ts";

export interface SqliteSearchIndexOptions {
  readonly file: string;
  /** Reads records by ascending `seq`, with texts that were taken back: to know which words to forget. */
  readonly readAt: (seqs: readonly number[]) => Promise<readonly LogEntry[]>;
  /** How long the thread stays when nobody needs it, in milliseconds. @default 60000 */
  readonly restMs?: number;
  /** Pages of 4 KiB that the file may have. @default as many as the disk has room for */
  readonly mostPages?: number;
}

/** Ends that wait for the disk are not waited for longer. */
const longestCloseMs = 5000;

/**
 * The index as an SQLite file. A thread of its own splits the words, writes and looks up; it is there while it is
 * needed, since it takes some memory.
 */
export class SqliteSearchIndex implements SearchIndex {
  readonly #options: SqliteSearchIndexOptions;
  readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();
  #worker: Worker | undefined;
  #rest: NodeJS.Timeout | undefined;
  #requests = 0;
  #part: IndexedPart | undefined;
  #trouble: IndexTrouble | undefined;
  onLoss: () => void = () => {};

  constructor(options: SqliteSearchIndexOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    await this.#partAfter({ kind: "open" });
  }

  get part(): IndexedPart | undefined {
    return this.#part;
  }

  get trouble(): IndexTrouble | undefined {
    return this.#trouble;
  }

  async take(entries: readonly LogEntry[], part: IndexedPart): Promise<boolean> {
    const after = (entries[0]?.seq ?? 0) - 1;
    const answer = await this.#ask({ kind: "take", lines: linesOf(entries), after, part });
    const needs = answer.kind === "needs" ? answer.seqs : undefined;
    if (needs) {
      const texts = await this.#options.readAt([...new Set(needs)]);
      await this.#partAfter({ kind: "texts", lines: linesOf(texts) });
    } else this.#keep(answer);
    return this.#part?.seq === part.seq;
  }

  async clear(): Promise<void> {
    await this.#partAfter({ kind: "clear" });
  }

  async find(wanted: Wanted): Promise<FoundMessages> {
    const answer = await this.#ask({ kind: "find", wanted });
    if (answer.kind === "found") return answer.found;
    this.#keep(answer);
    return { found: [] };
  }

  async close(): Promise<void> {
    clearTimeout(this.#rest);
    const worker = this.#worker;
    if (!worker) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    worker.ref();
    worker.once("exit", () => resolve());
    const late = setTimeout(() => void worker.terminate(), longestCloseMs);
    this.#end(worker);
    await promise;
    clearTimeout(late);
  }

  async #partAfter(request: Request): Promise<void> {
    this.#keep(await this.#ask(request));
  }

  #keep(answer: Answer): void {
    if (answer.kind !== "part") return;
    const hasLost = this.#part !== undefined && answer.part === undefined;
    this.#part = answer.part;
    if (hasLost) this.onLoss();
  }

  /** @throws {SearchFailedError} */
  async #ask(request: Request): Promise<Answer> {
    clearTimeout(this.#rest);
    this.#requests += 1;
    const id = this.#requests;
    const waiting = Promise.withResolvers<Answer>();
    this.#waiting.set(id, waiting);
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    worker.postMessage({ id, ...request } satisfies Numbered<Request>);
    const answer = await waiting.promise;
    if (this.#waiting.size === 0) this.#relax();
    this.#trouble = answer.kind === "failed" ? answer.trouble : undefined;
    if (answer.kind === "failed") throw new SearchFailedError(answer.trouble, new Error(answer.message));
    return answer;
  }

  /** Lets the thread go when nobody has needed it for a while, and the process when it waits for nothing else. */
  #relax(): void {
    const worker = this.#worker;
    worker?.unref();
    this.#rest = setTimeout(() => worker && this.#end(worker), this.#options.restMs ?? 60_000).unref();
  }

  #end(worker: Worker): void {
    this.#worker = undefined;
    worker.postMessage({ id: 0, kind: "end" } satisfies Numbered<Request>);
  }

  #start(): Worker {
    const { file, mostPages } = this.#options;
    const worker = new Worker(new URL("search-thread.ts", import.meta.url), {
      workerData: { file, mostPages },
    });
    worker.on("message", ({ id, ...answer }: Partial<Numbered<Answer>> & Answer) => this.#settle(id, answer));
    worker.on("error", (error) => this.#lose(worker, error));
    worker.on("exit", () => this.#lose(worker, new Error("the thread of the search has ended")));
    return worker;
  }

  #settle(id: number | undefined, answer: Answer): void {
    // Under `node --watch` a thread also tells which files it has loaded.
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id !== undefined) this.#waiting.delete(id);
    waiting?.resolve(answer);
  }

  #lose(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const message = error instanceof Error ? error.message : String(error);
    for (const id of this.#waiting.keys())
      this.#settle(id, { kind: "failed", trouble: "disk-failed", message });
  }
}

const newline = Buffer.from("\n");

const linesOf = (entries: readonly LogEntry[]): Uint8Array =>
  Buffer.concat(entries.flatMap(({ bytes }, place) => (place === 0 ? [bytes] : [newline, bytes])));
