import { assert, property, uniqueArray, integer, nat } from "fast-check";
import { expect, test } from "vitest";
import { counts, levels, type Point } from "./points.ts";

const minute = 60_000;
const start = Date.UTC(2026, 0, 20);

/** The value that a line through the points shows at a time. */
const shownAt = (points: readonly Point[], at: number): number => {
  const index = points.findIndex(([time]) => time >= at);
  const [time, value] = points[index] ?? [at, 0];
  const [before, earlier] = points[index - 1] ?? [at, 0];
  return time === at ? value : earlier + ((value - earlier) * (at - before)) / (time - before);
};

test("[ANL-7] where nothing was said the line is at nought, however far the messages are apart", () => {
  const hour = 60 * minute;
  const gap = 480 * hour;
  const sparse = Array.from({ length: 60 }, (_, index): Point => {
    return [start + index * 5 * hour + (index < 30 ? 0 : gap), 1];
  });
  for (const draw of [counts, levels]) expect(shownAt(draw(sparse, "minute"), start + gap)).toBe(0);
  expect(shownAt(levels(sparse, "minute"), start + 2 * hour)).toBe(0);
  expect(counts(sparse, "minute").length).toBeLessThan(250);
});

test("[ANL-7] a timeline has all that was counted, in order, and no more points than can be seen", () => {
  assert(
    property(
      uniqueArray(integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 80 }),
      nat(9),
      (at, more) => {
        const points = at
          .toSorted((left, right) => left - right)
          .map((index): Point => [start + index * minute, 1 + more]);
        for (const draw of [counts, levels]) {
          const drawn = draw(points, "minute");
          expect(drawn.reduce((total, [, value]) => total + value, 0)).toBe(points.length * (1 + more));
          expect(drawn.length).toBeLessThan(6002);
          for (const [index, [time]] of drawn.entries())
            expect(time).toBeGreaterThan(drawn[index - 1]?.[0] ?? -Infinity);
        }
      },
    ),
  );
});
