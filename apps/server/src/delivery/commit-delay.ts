import { performance } from "node:perf_hooks";
import type { CommitDelay } from "@beseda/log";

export interface FanOutDelayOptions {
  /**
   * A record may wait `t × rest` if a fan-out takes `t`: messages sent meanwhile go together, so that the
   * fan-out takes about `1 / rest` of the time, however many messages are sent.
   * @default 32
   */
  readonly rest?: number;
  /**
   * The longest wait, unless the fan-out itself is longer: it never takes more than half of the time.
   * @default 32
   */
  readonly longestMs?: number;
  readonly elapsed?: () => number;
}

/** The weight of the remembered interval or cost against a new one. */
const memory = 0.75;
/** The longest gap that counts: a longer silence tells no more about the next record. */
const longestGapMs = 50;
/** The longest fan-out that is not worth a timer: waking up for it would cost as much. */
const cheapMs = 0.4;

/**
 * Delays commits by the cost of their fan-out: not at all while it is cheap, and the longer the more it
 * costs. A room of ten is served at each record. In a room of hundreds each fan-out costs a system call for
 * each reader: there a record waits for the next ones, but only while the next one is expected soon enough,
 * and never so long that anybody would notice. So in a quiet room no record waits, however large the room.
 *
 * The wait comes before the disk write, not after it: records that are sent to the readers together are also
 * written together.
 */
export class FanOutDelay implements CommitDelay {
  readonly #rest: number;
  readonly #longestMs: number;
  readonly #elapsed: () => number;
  /** The usual duration of a fan-out. */
  #costMs = 0;
  #lastCostMs = 0;
  /** The usual time between two records. */
  #gapMs = longestGapMs;
  #arrivedAt = Number.NEGATIVE_INFINITY;
  /** The time by which the waiting records have to be committed; undefined if none wait. */
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
    // A large room costs much each time: a single high cost is a delay by garbage collection or another
    // program.
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
