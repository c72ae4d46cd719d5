import { expect, test } from "vitest";
import { Admission } from "./accept-queue.ts";

test("[DEL-8] a burst comes in at once, the rest in their turn, and who would wait too long is sent away", () => {
  let now = 0;
  const admission = new Admission({ perSecond: 10, burst: 3, longestWaitMs: 200, elapsed: () => now });
  const waits = Array.from({ length: 6 }, () => admission.ask());
  expect(waits).toEqual([
    { waitMs: 0 },
    { waitMs: 0 },
    { waitMs: 0 },
    { waitMs: 100 },
    { waitMs: 200 },
    { retryMs: 300 },
  ]);
  now = 10_000;
  expect(admission.ask()).toEqual({ waitMs: 0 });
});
