import { setTimeout as sleep } from "node:timers/promises";
import type { LogEntry, LogReader } from "@beseda/log";
import type { SearchIndex } from "./search-index.ts";

/** How far an index is: `seq` of the log's newest record, and of what it has of it. */
export interface SearchProgress {
  readonly state: "building" | "ready" | "failed";
  readonly seq: number;
  readonly of: number;
}

export interface SearchFeedOptions {
  /** The log as in the file: what was said, and that it was taken back. */
  readonly log: LogReader;
  readonly index: SearchIndex;
  /** Called once when the index stops working, and when it works again (`undefined`). */
  readonly onTrouble?: (error: Error | undefined) => void;
  /** How long new records wait for company, and a start for its beginning, in milliseconds. @default 1000 */
  readonly gatherMs?: number;
  /** Time after which what failed is tried again, in milliseconds. @default 30000 */
  readonly retryMs?: number;
}

/** Records that are read at once while nobody says anything, and while somebody does. */
const step = { idle: 1000, busy: 100 };
const stepBytes = 256 * 1024;
const longestRestMs = 100;
/** Behind by more than that an index is being built. */
const nearlyThere = 5000;

/**
 * Feeds the index from the log, in the background, from where it is (SRCH-4). It yields to commits: while there
 * are any it reads little at once, and rests in between.
 */
export class SearchFeed {
  readonly #options: SearchFeedOptions;
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  readonly #stopListening: () => void;
  #commits = 0;
  /** Whether somebody said something while the last records were taken. */
  #isBusy = false;
  /** Wakes the feed when there is something to read. */
  #news = Promise.withResolvers<void>();
  #hurry = Promise.withResolvers<void>();
  #isOpen = false;
  #hasFailed = false;
  #isBuilding = true;
  readonly #askers = new Set<() => void>();

  constructor(options: SearchFeedOptions) {
    this.#options = options;
    this.#stopListening = options.log.onCommit(() => {
      this.#commits += 1;
      this.#news.resolve();
    });
    options.index.onLoss = () => this.#news.resolve();
    this.#ended = this.#run();
  }

  get progress(): SearchProgress {
    const { log } = this.#options;
    const state = this.#hasFailed ? "failed" : this.#isBuilding ? "building" : "ready";
    return { state, seq: this.#seq, of: log.last.seq };
  }

  /** Waits until the index has everything that is in the log now; not for one that is being built. */
  async catchUp(longestMs: number): Promise<void> {
    const wanted = this.#options.log.last.seq;
    const isDone = (): boolean =>
      this.#hasFailed || this.#seq >= wanted || (this.#isOpen && wanted - this.#seq > nearlyThere);
    if (isDone()) return;
    this.#hurry.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => {
      if (isDone()) resolve();
    };
    this.#askers.add(look);
    await Promise.race([promise, sleep(longestMs, undefined, { ref: false })]);
    this.#askers.delete(look);
  }

  async stop(): Promise<void> {
    this.#stopListening();
    this.#stopping.abort();
    this.#news.resolve();
    this.#hurry.resolve();
    await this.#ended;
  }

  get #seq(): number {
    return this.#options.index.part?.seq ?? 0;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    await this.#gather();
    while (!signal.aborted)
      try {
        await this.#begin();
        await this.#follow();
      } catch (error) {
        if (signal.aborted) return;
        this.#fail(error instanceof Error ? error : new Error(String(error)));
        await this.#pause(this.#options.retryMs ?? 30_000);
      }
  }

  /** An index of another log, or of a part of this one that was lost, begins anew. */
  async #begin(): Promise<void> {
    const { log, index } = this.#options;
    if (!this.#isOpen) await index.open();
    this.#isOpen = true;
    this.#look();
    const { part } = index;
    const end = part && log.endOf({ log: part.log, run: part.run });
    if (part && (end === undefined || end < part.seq)) await index.clear();
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    const { log } = this.#options;
    while (!signal.aborted) {
      this.#isBuilding = log.last.seq - this.#seq > (this.#isBuilding ? 0 : nearlyThere);
      if (this.#seq < log.last.seq) await this.#build();
      else await this.#wait();
    }
  }

  /** Takes all that there is; the next records are read while the thread is at these. */
  async #build(): Promise<void> {
    let reading = this.#read(this.#seq);
    for (;;) {
      const began = performance.now();
      const commits = this.#commits;
      const entries = await reading;
      const last = entries.at(-1)?.seq;
      if (last === undefined || this.#stopping.signal.aborted) return;
      reading = this.#read(last);
      // Where taking fails, nobody waits for these.
      reading.catch(() => undefined);
      if (!(await this.#take(entries, last))) return;
      this.#isBusy = this.#commits !== commits;
      if (this.#isBusy) await this.#pause(Math.min(longestRestMs, 2 * (performance.now() - began)));
    }
  }

  #read(after: number): Promise<readonly LogEntry[]> {
    const limit = this.#isBusy ? step.busy : step.idle;
    return this.#options.log.read({ after, limit, bytes: stepBytes });
  }

  async #take(entries: readonly LogEntry[], seq: number): Promise<boolean> {
    const { log, index, onTrouble } = this.#options;
    const isTaken = await index.take(entries, { log: log.id, run: log.run, seq });
    if (this.#hasFailed) onTrouble?.(undefined);
    this.#hasFailed = false;
    this.#look();
    return isTaken;
  }

  /** Waits for records, and then a moment for more of them, unless somebody is searching. */
  async #wait(): Promise<void> {
    this.#news = Promise.withResolvers<void>();
    this.#hurry = Promise.withResolvers<void>();
    const { log } = this.#options;
    if (log.last.seq > this.#seq || this.#stopping.signal.aborted) return;
    await this.#news.promise;
    await this.#gather();
  }

  async #gather(): Promise<void> {
    await Promise.race([this.#hurry.promise, this.#pause(this.#options.gatherMs ?? 1000)]);
  }

  #look(): void {
    for (const look of this.#askers) look();
  }

  #fail(error: Error): void {
    if (!this.#hasFailed) this.#options.onTrouble?.(error);
    this.#hasFailed = true;
    this.#look();
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined);
  }
}
