import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Person } from "../../testing/person.ts";
import { temporaryServer } from "../../testing/running-server.ts";
import { PlausibleClock, type ClockNews } from "./plausible-clock.ts";

const start = Date.parse("2026-11-21T10:00:00.000Z");
const second = 1000;
const minute = 60 * second;
const year = 365 * 86_400_000;
const bound = 5 * minute;

/** A machine whose clock can be set, and that can sleep. */
class Machine {
  readonly news: ClockNews["kind"][] = [];
  passed = 0;
  slept = 0;
  turned = 0;
  readonly clock = new PlausibleClock({
    source: {
      now: () => start + this.passed + this.slept + this.turned,
      elapsed: () => this.passed,
      uptime: () => this.passed + this.slept,
    },
    onNews: ({ kind }) => this.news.push(kind),
  });

  /** Lets time pass, reading the clock each second. */
  pass(ms: number): void {
    for (let step = 0; step < ms; step += second) {
      this.passed += second;
      this.clock.now();
    }
  }

  get trueTime(): number {
    return start + this.passed + this.slept;
  }
}

describe("[LOG-13] the clock", () => {
  test("that leaps ten years and comes back after 3 s stops no time, and is told once", () => {
    const machine = new Machine();
    machine.turned = 10 * year;
    machine.pass(3 * second);
    expect(machine.clock.now()).toBe(machine.trueTime);
    machine.turned = 0;
    machine.pass(second);
    expect(machine.clock.now()).toBe(machine.trueTime);
    expect(machine.news).toEqual(["jumped", "returned"]);
  });

  test.each([10 * year, -10 * year, 3 * 3_600_000])(
    "that stays where it was set (%i ms) is believed",
    (ms) => {
      const machine = new Machine();
      machine.turned = ms;
      machine.pass(9 * minute);
      expect(machine.clock.now()).toBe(machine.trueTime);
      machine.pass(2 * minute);
      expect(machine.clock.now()).toBe(machine.trueTime + ms);
      expect(machine.news).toEqual(["jumped", "believed"]);
    },
  );

  test("of a machine that slept is believed at once", () => {
    const machine = new Machine();
    machine.pass(minute);
    machine.slept = 8 * 3_600_000;
    expect(machine.clock.now()).toBe(machine.trueTime);
    expect(machine.news).toEqual([]);
    machine.turned = year;
    expect(machine.clock.now()).toBe(machine.trueTime);
    expect(machine.news).toEqual(["jumped"]);
  });

  test("whatever leaps it makes, tells a time near the true one until it is steady, and then its own", () => {
    const leaps = fc.array(
      fc.record({
        turned: fc.integer({ min: -20 * year, max: 20 * year }),
        seconds: fc.integer({ min: 1, max: 500 }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(leaps, fc.integer({ min: -year, max: year }), (all, last) => {
        const machine = new Machine();
        for (const { turned, seconds } of all) {
          // The clock is never steady for ten minutes: it makes different leaps, and returns between them.
          machine.turned = turned;
          machine.pass(seconds * second);
          expect(Math.abs(machine.clock.now() - machine.trueTime)).toBeLessThanOrEqual(bound);
          machine.turned = 0;
          machine.pass(second);
        }
        machine.turned = last;
        machine.pass(11 * minute);
        expect(machine.clock.now()).toBe(machine.trueTime + last);
      }),
      { numRuns: 50 },
    );
  });
});

test("[LOG-13] a leap of the clock stops no time in the log, and closes nobody", async () => {
  let turned = 0;
  const now = (): number => Date.now() + turned;
  const elapsed = (): number => performance.now();
  const clock = new PlausibleClock({ source: { now, elapsed, uptime: elapsed }, onNews: () => {} });
  await using server = await temporaryServer({ clock });
  await using anna = await Person.come(server, { name: "Анна" });
  turned = 10 * year;
  await anna.say("в другом году");
  // Logins are checked each second.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  turned = 0;
  await anna.say("снова здесь");
  const times = (await server.records()).map(({ time }) => Date.parse(time));
  expect(Math.max(...times)).toBeLessThanOrEqual(Date.now() + second);
  expect(new Set(times.slice(-2)).size).toBe(2);
});
