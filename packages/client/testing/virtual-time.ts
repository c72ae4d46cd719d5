import type { Environment } from "../src/environment.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Randomness that a seed repeats (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Lets everything happen that waits for nothing but promises. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A world in which time passes when the test says so: hours of a chat in a moment, and the same ones each time. */
export class VirtualTime implements Environment {
  readonly #random: () => number;
  readonly #timers = new Set<Timer>();
  #now = Date.parse("2026-11-21T10:00:00.000Z");
  #order = 0;

  constructor(random: () => number = () => 0.5) {
    this.#random = random;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.#random();
  }

  newId(): string {
    this.#order += 1;
    return `id-${this.#order}`;
  }

  after(ms: number, callback: () => void): () => void {
    this.#order += 1;
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** The time until the next timer; undefined where there is none. */
  get nextMs(): number | undefined {
    const next = this.#next();
    return next && next.at - this.#now;
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await breathe();
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#timers.delete(next);
      this.#now = next.at;
      next.callback();
      await breathe();
    }
    this.#now = end;
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (!next || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
    }
    return next;
  }
}
