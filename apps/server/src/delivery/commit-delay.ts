import { performance } from "node:perf_hooks";
import type { CommitDelay } from "@beseda/log";

export interface FanOutDelayOptions {
  /**
   * A record may wait `t × rest` where a fan-out takes `t`: what is said meanwhile goes together, so that the fan-out
   * takes about `1 / rest` of the time, however much is said.
   * @default 32
   */
  readonly rest?: number;
  /** No wait is longer, but where the fan-out itself is: it never takes more than half of the time. @default 32 */
  readonly longestMs?: number;
  readonly elapsed?: () => number;
}

/** What is remembered of an interval or a cost, against what is new. */
const memory = 0.75;
/** A silence tells no more about the next record than this. */
const longestGapMs = 50;
/** A fan-out that takes no longer is not worth a timer: waking up for it would cost as much. */
const cheapMs = 0.4;

/**
 * The delay of commits by what their fan-out costs: none while that is little, and the longer the more it is. A room of
 * ten is served at each record. In a room of hundreds each fan-out costs a system call for each reader: there a record
 * waits for the next ones, but only while the next one is expected soon enough, and never so long that anybody would
 * notice. So in a quiet room no record waits, however large the room.
 *
 * The wait is in front of the disk, not behind it: what is brought to the readers together is written together too.
 */
export class FanOutDelay implements CommitDelay {
  readonly #rest: number;
  readonly #longestMs: number;
  readonly #elapsed: () => number;
  /** What a fan-out takes, usually. */
  #costMs = 0;
  #lastCostMs = 0;
  /** Between two records, usually. */
  #gapMs = longestGapMs;
  #arrivedAt = Number.NEGATIVE_INFINITY;
  /** By when what waits has to be committed; undefined where nothing waits. */
  #dueAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #endOfTurn: NodeJS.Immediate | undefined;

  constructor({ rest = 32, longestMs = 32, elapsed = () => performance.now() }: FanOutDelayOptions = {}) {
    this.#rest = rest;
    this.#longestMs = longestMs;
    this.#elapsed = elapsed;
  }

  request(commit: () => void): void {
    const now = this.#elapsed();
    this.#arrived(now);
    if (this.#endOfTurn) return;
    const dueAt = this.#dueAt ?? now + this.#delayMs;
    if (dueAt < now + this.#gapMs || this.#costMs <= cheapMs) {
      this.#forget();
      this.#endOfTurn = setImmediate(() => this.#let(commit));
      return;
    }
    this.#dueAt = dueAt;
    this.#timer ??= setTimeout(() => this.#let(commit), dueAt - now);
  }

  observe(ms: number): void {
    // A large room costs much each time: what cost much once was held up, by garbage or by another program.
    this.#costMs = mixed(this.#costMs, Math.min(ms, this.#lastCostMs));
    this.#lastCostMs = ms;
  }

  #let(commit: () => void): void {
    this.#forget();
    commit();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#endOfTurn = undefined;
    this.#dueAt = undefined;
  }

  get #delayMs(): number {
    return Math.max(this.#costMs, Math.min(this.#longestMs, this.#costMs * this.#rest));
  }

  #arrived(now: number): void {
    this.#gapMs = mixed(this.#gapMs, Math.min(longestGapMs, now - this.#arrivedAt));
    this.#arrivedAt = now;
  }
}

const mixed = (before: number, next: number): number => before * memory + next * (1 - memory);
