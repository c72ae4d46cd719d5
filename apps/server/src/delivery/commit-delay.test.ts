import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FanOutDelay } from "./commit-delay.ts";

const longestMs = 18;

let now = 0;
/** The times of the commits. */
let commits: number[] = [];

/** Returns a fan-out of the given duration, on a clock that only it and `later` move. */
const commit = (delay: FanOutDelay, costMs: number) => (): void => {
  commits.push(now);
  now += costMs;
  delay.observe(costMs);
};

const later = (ms: number): void => {
  now += ms;
  vi.advanceTimersByTime(ms);
};

/** Adds a record every `gapMs`, so often that this gap is usual. Returns the number of commits for them. */
const records = (
  delay: FanOutDelay,
  { gapMs, count, costMs }: Record<"gapMs" | "count" | "costMs", number>,
): number => {
  commits = [];
  for (let record = 0; record < count; record += 1) {
    const began = now;
    delay.request(commit(delay, costMs));
    // Run the end of the turn.
    vi.advanceTimersByTime(0);
    later(Math.max(0, gapMs - (now - began)));
  }
  return commits.length;
};

beforeEach(() => {
  now = 0;
  commits = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const delayOf = (): FanOutDelay => new FanOutDelay({ rest: 8, longestMs, elapsed: () => now });

test("[DEL-6] where a fan-out is cheap each record is committed in its turn", () => {
  expect(records(delayOf(), { gapMs: 2, count: 100, costMs: 0.1 })).toBe(100);
});

test("[DEL-6] however much is said, what is cheap does not wait", () => {
  expect(records(delayOf(), { gapMs: 0.5, count: 100, costMs: 0.3 })).toBe(100);
});

test("[DEL-6] where it is costly nothing waits for company that is not expected", () => {
  expect(records(delayOf(), { gapMs: 200, count: 50, costMs: 10 })).toBe(50);
});

test("[DEL-6] where it is costly a record waits for one that is expected soon, and for no other behind it", () => {
  const delay = delayOf();
  records(delay, { gapMs: 10, count: 50, costMs: 2 });
  expect(records(delay, { gapMs: 10, count: 100, costMs: 2 })).toBe(50);
});

test("[DEL-6] many records go together, and none waits longer than the longest time", () => {
  const delay = delayOf();
  records(delay, { gapMs: 1, count: 100, costMs: 2 });
  const times = records(delay, { gapMs: 1, count: 200, costMs: 2 });
  expect(times).toBeLessThanOrEqual(20);
  const waits = commits.slice(1).map((at, index) => at - (commits[index] ?? 0));
  expect(Math.max(...waits)).toBeLessThanOrEqual(longestMs + 2 + 1);
});

test("[DEL-6] what waits is committed when its time is over, though what was waited for does not come", () => {
  const delay = delayOf();
  records(delay, { gapMs: 10, count: 50, costMs: 2 });
  records(delay, { gapMs: 0, count: 1, costMs: 2 });
  later(longestMs);
  expect(commits).toHaveLength(1);
});

test("[LOG-1] what one turn brings is committed once, at its end", () => {
  const delay = delayOf();
  commits = [];
  for (let record = 0; record < 10; record += 1) delay.request(commit(delay, 0));
  expect(commits).toEqual([]);
  vi.advanceTimersByTime(0);
  expect(commits).toHaveLength(1);
});

test("[DEL-6] a fan-out that was held up once, as by garbage, makes no record wait", () => {
  const delay = delayOf();
  records(delay, { gapMs: 5, count: 100, costMs: 0.1 });
  records(delay, { gapMs: 5, count: 1, costMs: 20 });
  expect(records(delay, { gapMs: 5, count: 100, costMs: 0.1 })).toBe(100);
});
