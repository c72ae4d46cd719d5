import type { Verdict } from "../judge.ts";

const counted = [
  "states",
  "kills",
  "faults",
  "flips",
  "acked",
  "lost",
  "duplicated",
  "unexpected",
  "invalidFiles",
  "refused",
  "falseAcks",
  "undetected",
] as const;

/** The findings of another thread. */
export type Found = Pick<Tally, (typeof counted)[number] | "failures">;

/** The findings of a programme so far. */
export class Tally {
  states = 0;
  kills = 0;
  faults = 0;
  flips = 0;
  acked = 0;
  lost = 0;
  duplicated = 0;
  unexpected = 0;
  invalidFiles = 0;
  refused = 0;
  falseAcks = 0;
  undetected = 0;
  /** The inputs that reproduce a finding: only the first ones. */
  readonly failures: string[] = [];
  /** Recovery times of real processes. */
  readonly recoveryMs: number[] = [];

  add(verdict: Verdict, how: () => string): void {
    this.states += 1;
    this.acked += verdict.kept + verdict.lost;
    this.lost += verdict.lost;
    this.duplicated += verdict.duplicated;
    this.unexpected += verdict.unexpected;
    this.invalidFiles += verdict.invalidFiles;
    this.refused += verdict.refused ? 1 : 0;
    const bad = verdict.lost + verdict.duplicated + verdict.unexpected + verdict.invalidFiles;
    if (bad > 0 || verdict.refused)
      this.fail(`${how()}: ${verdict.refused?.message ?? JSON.stringify(verdict)}`);
  }

  fail(what: string): void {
    if (this.failures.length < 20) this.failures.push(what);
  }

  absorb(found: Found): void {
    for (const count of counted) this[count] += found[count];
    for (const failure of found.failures) this.fail(failure);
  }

  get isClean(): boolean {
    return this.failures.length === 0;
  }

  /** One line for people and programs. */
  report(seed: number, seconds: number): string {
    const sorted = this.recoveryMs.toSorted((a, b) => a - b);
    const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
    const { recoveryMs: _, failures, ...counts } = this;
    return JSON.stringify({
      chaos: "log",
      seed,
      node: process.version,
      ...counts,
      recoveryP99Ms: Number(p99.toFixed(2)),
      seconds: Math.round(seconds),
      ...(failures.length > 0 && { failures }),
    });
  }
}
