import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

test("nobody is slowed down who was not refused", () => {
  const pace = new Pace();
  pace.taken();
  expect(pace.intervalMs).toBe(0);
});

test("whatever a server takes a second, few of the messages are refused, and none is slower than needed for long", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 50 }), fc.integer({ min: 0, max: 20 }), (perSecond, answerMs) => {
      const pace = new Pace();
      const tokenMs = 1000 / perSecond;
      let now = 0;
      let fullAt = 0;
      let refusals = 0;
      const count = 500;
      for (let taken = 0; taken < count; now += answerMs) {
        const waitMs = Math.max(0, fullAt - now);
        if (waitMs > 0) {
          refusals += 1;
          pace.refused(waitMs);
          now += waitMs;
          continue;
        }
        fullAt = Math.max(fullAt, now) + tokenMs;
        taken += 1;
        pace.taken();
        now += pace.intervalMs;
      }
      expect(refusals).toBeLessThan(count / 10);
      expect(now).toBeLessThan(count * (tokenMs + answerMs) * 2);
    }),
    { examples: [[48, 20]] },
  );
});
