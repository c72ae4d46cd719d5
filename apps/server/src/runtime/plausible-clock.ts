import { uptime } from "node:os";
import { systemClock, type Clock } from "./clock.ts";

/** The clock that tells the time, and what it is compared with. */
export interface ClockSource extends Clock {
  /** The milliseconds since the machine was started, sleep included. */
  uptime(): number;
}

export const systemSource: ClockSource = { ...systemClock, uptime: () => uptime() * 1000 };

/**
 * A change of the machine's clock.
 * - `jumped`: it went forward or back by `byMs` compared with the time that has passed; it is not trusted
 *   yet.
 * - `returned`: it is back where it was.
 * - `believed`: it has stayed where it is, and is trusted from now on.
 */
export interface ClockNews {
  readonly kind: "jumped" | "returned" | "believed";
  readonly byMs: number;
}

export interface PlausibleClockOptions {
  readonly source: ClockSource;
  /** Called once for each change. */
  readonly onNews: (news: ClockNews) => void;
}

/** The largest error or correction of a clock that is accepted without notice. */
const plausibleMs = 5 * 60_000;
/** How long the clock has to be steady until it is trusted, whatever it says. */
const confirmMs = 10 * 60_000;
/** The deviation in that time that still counts as steady. */
const steadyMs = 5000;

/**
 * The clock of the machine without its leaps (LOG-13). A `time` in the log never goes back: one leap of some
 * seconds into another year would stop time for all later records, and end every login. So a leap is not
 * trusted until the clock has stayed there for ten minutes; meanwhile time goes on from where it was. Sleep
 * of the machine is not a leap.
 */
export class PlausibleClock implements Clock {
  readonly #source: ClockSource;
  readonly #onNews: (news: ClockNews) => void;
  /**
   * The offset between the clock and the time that has passed: the trusted one, and the one at which it
   * stays.
   */
  #believedMs: number;
  #steadyAtMs: number;
  #steadySince: number;
  /** The difference between the time that has passed with sleep and without. */
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
    // The uptime is read only now: it costs a system call.
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
