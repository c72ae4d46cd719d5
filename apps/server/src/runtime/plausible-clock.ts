import { uptime } from "node:os";
import { systemClock, type Clock } from "./clock.ts";

/** What time is told by, and what it is compared with. */
export interface ClockSource extends Clock {
  /** Milliseconds since the machine was started, those in which it slept included. */
  uptime(): number;
}

export const systemSource: ClockSource = { ...systemClock, uptime: () => uptime() * 1000 };

/**
 * What happened to the clock of the machine.
 * - `jumped`: it went on or back by `byMs` more than time has passed; it is not believed yet.
 * - `returned`: it is where it was again.
 * - `believed`: it has stayed where it is, and is believed from now on.
 */
export interface ClockNews {
  readonly kind: "jumped" | "returned" | "believed";
  readonly byMs: number;
}

export interface PlausibleClockOptions {
  readonly source: ClockSource;
  /** Told once for each change. */
  readonly onNews: (news: ClockNews) => void;
}

/** What a clock may go wrong by, or be set by, without a word. */
const plausibleMs = 5 * 60_000;
/** How long it has to go on steadily until it is believed whatever it says. */
const confirmMs = 10 * 60_000;
/** What it may be off by in that time and be steady. */
const steadyMs = 5000;

/**
 * The clock of the machine, but not its leaps (LOG-13). A `time` in the log never goes back: one leap of some seconds into
 * another year would stop time for all records behind it, and end every login. So a leap is not believed until the
 * clock has stayed there for ten minutes; meanwhile time goes on from where it was. A machine that slept has not leapt.
 */
export class PlausibleClock implements Clock {
  readonly #source: ClockSource;
  readonly #onNews: (news: ClockNews) => void;
  /** Between the clock and the time that has passed: where it is believed, and where it stays. */
  #believedMs: number;
  #steadyAtMs: number;
  #steadySince: number;
  /** Between what has passed with sleep and without. */
  #sleptMs: number;
  #isOff = false;

  constructor({ source, onNews }: PlausibleClockOptions) {
    this.#source = source;
    this.#onNews = onNews;
    const elapsed = source.elapsed();
    this.#believedMs = source.now() - elapsed;
    this.#steadyAtMs = this.#believedMs;
    this.#steadySince = elapsed;
    this.#sleptMs = source.uptime() - elapsed;
  }

  elapsed(): number {
    return this.#source.elapsed();
  }

  now(): number {
    const now = this.#source.now();
    const elapsed = this.#source.elapsed();
    const offset = now - elapsed;
    if (Math.abs(offset - this.#steadyAtMs) > steadyMs) {
      this.#steadyAtMs = offset;
      this.#steadySince = elapsed;
    }
    if (elapsed - this.#steadySince >= confirmMs) this.#believe(offset, "believed");
    if (this.#isPlausible(offset)) {
      this.#become(false, "returned", 0);
      return now;
    }
    this.#become(true, "jumped", offset - this.#believedMs);
    return elapsed + this.#believedMs;
  }

  #isPlausible(offset: number): boolean {
    if (Math.abs(offset - this.#believedMs) <= plausibleMs) return true;
    // Asked only now: it costs a system call.
    const sleptMs = this.#source.uptime() - this.#source.elapsed();
    const awokeMs = sleptMs - this.#sleptMs;
    if (awokeMs < plausibleMs || Math.abs(offset - this.#believedMs - awokeMs) > plausibleMs) return false;
    this.#sleptMs = sleptMs;
    this.#believedMs += awokeMs;
    return true;
  }

  #believe(offset: number, kind: "believed"): void {
    const byMs = offset - this.#believedMs;
    this.#believedMs = offset;
    if (this.#isOff && Math.abs(byMs) > plausibleMs) this.#become(false, kind, byMs);
  }

  #become(isOff: boolean, kind: ClockNews["kind"], byMs: number): void {
    if (this.#isOff === isOff) return;
    this.#isOff = isOff;
    this.#onNews({ kind, byMs });
  }
}
