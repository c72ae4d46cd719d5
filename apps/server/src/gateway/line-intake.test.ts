import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LineIntake } from "./line-intake.ts";

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const start = () => {
  const taken: number[] = [];
  let isPaused = false;
  const intake = new LineIntake<number>({
    cut: (bytes) => bytes,
    take: (line) => taken.push(line),
    onError: () => undefined,
    pause: () => (isPaused = true),
    resume: () => (isPaused = false),
  });
  return { intake, taken, isPaused: () => isPaused };
};

test("[DEL-6] of what comes at once so much is taken in a turn, and nothing is read meanwhile", async () => {
  const { intake, taken, isPaused } = start();
  intake.receive(Buffer.alloc(1000));
  expect(taken.length).toBeLessThan(300);
  expect(isPaused()).toBe(true);
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  expect(taken).toHaveLength(1000);
  expect(isPaused()).toBe(false);
});

test("[DEL-5] who is held takes nothing more, and everything once it is wanted again, whatever comes meanwhile", async () => {
  const step = fc.oneof(
    fc.record({ receive: fc.integer({ min: 0, max: 700 }) }),
    fc.constant("hold" as const),
    fc.constant("release" as const),
    fc.constant("turn" as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { intake, taken, isPaused } = start();
      let sent = 0;
      let isHeld = false;
      const faults: string[] = [];
      for (const next of steps) {
        const before = taken.length;
        if (next === "turn") await nextTurn();
        else if (typeof next === "object") {
          intake.receive(Uint8Array.from({ length: next.receive }, () => sent++ % 256));
        } else intake[next]();
        if (isHeld && next !== "release" && taken.length !== before) faults.push("taken while held");
        if (typeof next === "string" && next !== "turn") isHeld = next === "hold";
        if (isHeld && !isPaused()) faults.push("read while held");
      }
      expect(faults).toEqual([]);
      let isFinished = false;
      intake.finish(() => (isFinished = true));
      intake.release();
      for (let turn = 0; turn < 100; turn += 1) await nextTurn();
      expect(taken).toEqual(Array.from({ length: sent }, (_, index) => index % 256));
      expect([isPaused(), isFinished]).toEqual([false, true]);
    }),
    { numRuns: 50 },
  );
});
