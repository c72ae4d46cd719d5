import { expect, test } from "vitest";
import * as fc from "fast-check";
import { fullJitter } from "./back-off.ts";

test("[DEL-8] a wait is anything between nothing and a limit that doubles up to its cap, the first one too", () => {
  fc.assert(
    fc.property(
      fc.nat(100),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (retry, chance) => {
        const limit = Math.min(30_000, 1000 * 2 ** retry);
        const wait = fullJitter({ random: () => chance })(retry);
        expect(wait).toBeCloseTo(chance * limit, 6);
      },
    ),
  );
});

test("[DEL-8] a thousand clients that lost one server at one moment do not come back at one moment", () => {
  const backOff = fullJitter({ random: Math.random });
  const tenths = new Map<number, number>();
  for (let client = 0; client < 1000; client += 1) {
    const tenth = Math.floor(backOff(0) / 100);
    tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
  }
  expect(Math.max(...tenths.values())).toBeLessThan(200);
});
