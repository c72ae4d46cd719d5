import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ReconnectGrace, type Absence } from "./reconnect-grace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const lose = (count: number) => {
  const reconnectGrace = new ReconnectGrace(() => performance.now());
  let givenUp = 0;
  const away: Absence[] = Array.from({ length: count }, () => reconnectGrace.begin(() => (givenUp += 1)));
  return { away, givenUp: () => givenUp };
};

test("[DEL-8] one client that is lost alone is waited for 2 s", () => {
  const { givenUp } = lose(1);
  vi.advanceTimersByTime(1999);
  expect(givenUp()).toBe(0);
  vi.advanceTimersByTime(2);
  expect(givenUp()).toBe(1);
});

test("[DEL-8] of 700 that are cut at once nobody is given up while they come back, fifty a second", () => {
  const { away, givenUp } = lose(700);
  vi.advanceTimersByTime(2000);
  for (const absence of away) {
    absence.end();
    vi.advanceTimersByTime(19);
  }
  expect(givenUp()).toBe(0);
});

test("[DEL-8] when most are back in time, who stays away is given up as if alone", () => {
  const { away, givenUp } = lose(1000);
  vi.advanceTimersByTime(1999);
  for (const absence of away.slice(1)) absence.end();
  vi.advanceTimersByTime(2);
  expect(givenUp()).toBe(1);
});

test("[DEL-8] however many are away, nobody is waited for longer than 17 s", () => {
  const { givenUp } = lose(20_000);
  vi.advanceTimersByTime(16_999);
  expect(givenUp()).toBe(0);
  vi.advanceTimersByTime(1);
  expect(givenUp()).toBe(20_000);
});

test("[SES-5] who came back is not given up, however often it is said that they did", () => {
  const { away, givenUp } = lose(2);
  for (const absence of [...away, ...away]) absence.end();
  vi.advanceTimersByTime(60_000);
  expect(givenUp()).toBe(0);
});
