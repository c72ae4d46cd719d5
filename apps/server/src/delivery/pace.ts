import { performance } from "node:perf_hooks";

export interface PaceOptions {
  /**
   * After work that took `t`, the next waits `t × rest`: work takes at most `1 / (1 + rest)` of the time, and what
   * arrives meanwhile is done together.
   * @default 2
   */
  readonly rest?: number;
  /** No wait is longer. @default 20 */
  readonly longestMs?: number;
  readonly elapsed?: () => number;
}

/**
 * Does work at once while it is cheap, and less often the dearer it gets. A room of ten is served at each record; a
 * room of thousands gets the records of some milliseconds in one frame, for one system call each.
 */
export class Pace {
  readonly #rest: number;
  readonly #longestMs: number;
  readonly #elapsed: () => number;
  #readyAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ rest = 2, longestMs = 20, elapsed = () => performance.now() }: PaceOptions = {}) {
    this.#rest = rest;
    this.#longestMs = longestMs;
    this.#elapsed = elapsed;
  }

  /** Does the work now or, where the last one was dear, soon. */
  request(work: () => void): void {
    if (this.#timer) return;
    const waitMs = this.#readyAt - this.#elapsed();
    if (waitMs <= 0) this.now(work);
    else this.#timer = setTimeout(() => this.now(work), waitMs);
  }

  /** Does the work without a wait. */
  now(work: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const began = this.#elapsed();
    work();
    const ended = this.#elapsed();
    this.#readyAt = ended + Math.min(this.#longestMs, (ended - began) * this.#rest);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
