import { describe, expect, test } from "vitest";
import type { CommandKind } from "./command-kind.ts";
import { defaultRates } from "./rates.ts";
import { SessionBudgets, type SessionBudget } from "./session-budget.ts";

const people = 200;

/** People behind one address, with the default rates and a clock that tests advance. */
const crowd = () => {
  let now = 0;
  const budgets = new SessionBudgets(defaultRates, () => now);
  return {
    all: Array.from({ length: people }, (_, index) => budgets.of(`Client_${index + 1}`, "198.51.100.7")),
    stranger: budgets.of("Client_1000", "203.0.113.5"),
    pass: (ms: number): void => void (now += ms),
  };
};

/** Returns how many of a number of tries by each session are granted at one moment. */
const granted = (all: readonly SessionBudget[], tries: number, kind: CommandKind): number =>
  all
    .flatMap((one) => Array.from({ length: tries }, () => one.command(kind)))
    .filter((waitMs) => waitMs === 0).length;

describe("a crowd of one address", () => {
  test("[LIM-1] each is refused once at once, all of them thirty times beside that at the most; then they are read by turns", () => {
    const { all, stranger } = crowd();
    const rests = all.flatMap((one) => Array.from({ length: 10 }, () => one.restMs()));
    expect(rests.filter((ms) => ms === 0).length).toBeLessThanOrEqual(people + 30);
    expect(all.map((one) => one.restMs())).not.toContain(0);
    // Other addresses are not slowed.
    expect(stranger.restMs()).toBe(0);
  });

  test("[LIM-1] what they change at once is twenty records, and twenty of their own shares", () => {
    const { all, stranger } = crowd();
    expect(granted(all, 20, "change")).toBe(40);
    expect(granted([stranger], 20, "change")).toBe(20);
  });

  test("[LIM-1] an office that comes at nine: everybody has changed their name within six seconds", () => {
    const { all, pass } = crowd();
    let waiting = all;
    let tenths = 0;
    for (; waiting.length > 0 && tenths < 600; tenths += 1) {
      waiting = waiting.filter((one) => one.command("change") > 0);
      pass(100);
    }
    expect(tenths).toBeLessThanOrEqual(60);
  });
});
