import { expect, test } from "vitest";
import { atFramePace } from "./at-frame-pace.ts";

const setUp = () => {
  let now = 1000;
  const waiting: (() => void)[] = [];
  let passed = 0;
  const change = atFramePace(
    () => {
      passed += 1;
    },
    { now: () => now, next: (callback) => waiting.push(callback) },
  );
  return {
    change,
    passed: () => passed,
    waiting: () => waiting.length,
    paint: () => {
      now += 20;
      waiting.shift()?.();
    },
  };
};

test("[VIEW-2] a change is shown at once, a hundred of them once a frame, the last one too", () => {
  const { change, passed, paint, waiting } = setUp();
  change();
  expect(passed()).toBe(1);
  for (let count = 0; count < 100; count += 1) change();
  expect(passed()).toBe(1);
  expect(waiting()).toBe(1);
  paint();
  expect(passed()).toBe(2);
  paint();
  change();
  expect(passed()).toBe(3);
});
