import { expect, test } from "vitest";
import { AcceptQueue } from "./accept-queue.ts";

test("[DEL-8] a burst comes in at once, the rest in their turn, and who would wait too long is sent away", () => {
  let now = 0;
  const acceptQueue = new AcceptQueue({ perSecond: 10, burst: 3, longestWaitMs: 200, elapsed: () => now });
  const waits = Array.from({ length: 6 }, () => acceptQueue.ask());
  expect(waits).toEqual([
    { waitMs: 0 },
    { waitMs: 0 },
    { waitMs: 0 },
    { waitMs: 100 },
    { waitMs: 200 },
    { retryMs: 300 },
  ]);
  now = 10_000;
  expect(acceptQueue.ask()).toEqual({ waitMs: 0 });
});
