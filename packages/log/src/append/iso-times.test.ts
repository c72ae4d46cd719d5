import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isoTimes } from "./iso-times.ts";

test("a moment is written as `Date` writes it, whatever was written before", () => {
  const near = fc.integer({ min: -5000, max: 5000 });
  const far = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 - 1 });
  fc.assert(
    fc.property(
      far,
      fc.array(fc.oneof({ weight: 5, arbitrary: near }, far), { maxLength: 40 }),
      (first, steps) => {
        const write = isoTimes();
        let ms = first;
        for (const step of steps) {
          ms = Math.abs(step) <= 5000 && Math.abs(ms + step) < 8_640_000_000_000_000 ? ms + step : step;
          expect(write(ms)).toBe(new Date(ms).toISOString());
        }
      },
    ),
  );
});

test("a moment that no `Date` has is refused, and harms no later one", () => {
  const write = isoTimes();
  for (const ms of [8_640_000_000_000_001, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => write(ms)).toThrow(RangeError);
  expect(write(0)).toBe("1970-01-01T00:00:00.000Z");
});
