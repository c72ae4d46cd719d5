import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace } from "./pace.ts";

const longestMs = 18;

let now = 0;
let done: number[] = [];

/** Work that takes so long, on a clock that only it and `later` move. */
const work =
  (ms: number): (() => void) =>
  () => {
    now += ms;
    done.push(now);
  };

const later = (ms: number): void => {
  now += ms;
  vi.advanceTimersByTime(ms);
};

/** An arrival each `gapMs`, so often that it is usual. Returns how often the work was done for them. */
const arrivals = (
  pace: Pace,
  { gapMs, count, costMs }: Record<"gapMs" | "count" | "costMs", number>,
): number => {
  done = [];
  for (let arrival = 0; arrival < count; arrival += 1) {
    const began = now;
    pace.request(work(costMs));
    later(Math.max(0, gapMs - (now - began)));
  }
  return done.length;
};

beforeEach(() => {
  now = 0;
  done = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const paceOf = (): Pace => new Pace({ rest: 8, longestMs, elapsed: () => now });

test("[DEL-6] cheap work is done at each arrival", () => {
  expect(arrivals(paceOf(), { gapMs: 2, count: 100, costMs: 0.1 })).toBe(100);
});

test("[DEL-6] dear work is done at once where no company is expected", () => {
  expect(arrivals(paceOf(), { gapMs: 200, count: 50, costMs: 10 })).toBe(50);
});

test("[DEL-6] dear work waits for an arrival that is expected soon, and for no other behind it", () => {
  const pace = paceOf();
  arrivals(pace, { gapMs: 10, count: 50, costMs: 2 });
  expect(arrivals(pace, { gapMs: 10, count: 100, costMs: 2 })).toBe(50);
});

test("[DEL-6] many arrivals are done together, and none waits longer than the longest time", () => {
  const pace = paceOf();
  arrivals(pace, { gapMs: 1, count: 100, costMs: 2 });
  const times = arrivals(pace, { gapMs: 1, count: 200, costMs: 2 });
  expect(times).toBeLessThanOrEqual(20);
  const waits = done.slice(1).map((at, index) => at - (done[index] ?? 0));
  expect(Math.max(...waits)).toBeLessThanOrEqual(longestMs + 2 + 1);
});

test("[DEL-6] what waits is done when its time is over, though what was waited for does not come", () => {
  const pace = paceOf();
  arrivals(pace, { gapMs: 10, count: 50, costMs: 2 });
  arrivals(pace, { gapMs: 0, count: 1, costMs: 2 });
  later(longestMs);
  expect(done).toHaveLength(1);
});
