import { performance } from "node:perf_hooks";

export interface PaceOptions {
  /**
   * Work that takes `t` may wait for `t × rest`: what arrives meanwhile is done together, so that the work takes
   * about `1 / rest` of the time, however much arrives.
   * @default 16
   */
  readonly rest?: number;
  /** No wait is longer, but where the work itself is: it never takes more than half of the time. @default 28 */
  readonly longestMs?: number;
  readonly elapsed?: () => number;
}

/** What is remembered of an interval or a cost, against what is new. */
const memory = 0.75;
/** A silence tells no more about the next arrival than this. */
const longestGapMs = 50;

/**
 * Does work at once while it is cheap, and for ever more arrivals together the dearer it gets. A room of ten is served
 * at each record. In a room of hundreds each time costs a system call for each reader: there a record waits for the
 * next ones, but only while the next one is expected soon enough, and never so long that anybody would notice.
 *
 * So in a quiet room no record waits, however large the room.
 */
export class Pace {
  readonly #rest: number;
  readonly #longestMs: number;
  readonly #elapsed: () => number;
  /** What the work takes, usually. */
  #costMs = 0;
  /** Between two arrivals, usually. */
  #gapMs = longestGapMs;
  #arrivedAt = Number.NEGATIVE_INFINITY;
  /** By when work that waits has to be done; undefined where none waits. */
  #dueAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ rest = 16, longestMs = 28, elapsed = () => performance.now() }: PaceOptions = {}) {
    this.#rest = rest;
    this.#longestMs = longestMs;
    this.#elapsed = elapsed;
  }

  /** Something arrived: does the work now or, where it is dear and more is expected, soon. */
  request(work: () => void): void {
    const now = this.#elapsed();
    this.#arrived(now);
    const dueAt = this.#dueAt ?? now + this.#patienceMs;
    if (now + this.#gapMs > dueAt) {
      this.now(work);
      return;
    }
    this.#dueAt = dueAt;
    this.#timer ??= setTimeout(() => this.now(work), dueAt - now);
  }

  /** Does the work without a wait. */
  now(work: () => void): void {
    this.stop();
    const began = this.#elapsed();
    work();
    this.#costMs = mixed(this.#costMs, this.#elapsed() - began);
  }

  /** Forgets what waits. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#dueAt = undefined;
  }

  get #patienceMs(): number {
    return Math.max(this.#costMs, Math.min(this.#longestMs, this.#costMs * this.#rest));
  }

  #arrived(now: number): void {
    this.#gapMs = mixed(this.#gapMs, Math.min(longestGapMs, now - this.#arrivedAt));
    this.#arrivedAt = now;
  }
}

const mixed = (before: number, next: number): number => before * memory + next * (1 - memory);
