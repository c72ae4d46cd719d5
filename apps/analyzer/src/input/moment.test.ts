import { assert, constantFrom, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { momentIn, parseTime } from "./moment.ts";

/** Three hours ahead of UTC. */
const local = (wall: number): number => wall - 3 * 3_600_000;
const read = (value: unknown): string => {
  const time = parseTime(value, { local });
  return Number.isNaN(time) ? "none" : new Date(time).toISOString();
};

test.each([
  ["2026-01-01T10:00:00.000Z", "10:00:00.000"],
  ["2026-01-01T10:00:00+03:00", "07:00:00.000"],
  ["2026-01-01T10:00:00+0300", "07:00:00.000"],
  ["2026-01-01 10:00:00+03", "07:00:00.000"],
  ["2026-01-01 10:00:00 -0500", "15:00:00.000"],
  ["2026-01-01 10:00:00 UTC", "10:00:00.000"],
  ["2026-01-01 10:00:00 GMT+3", "07:00:00.000"],
  ["2026-01-01T10:00:00+03:00[Europe/Moscow]", "07:00:00.000"],
  ["2026-01-01T10:00:00.123456789Z", "10:00:00.123"],
  ["2026-01-01 10:00:00,123", "07:00:00.123"],
  ["2026-01-01 10:00", "07:00:00.000"],
  ["2026-01-01-10-00-00", "07:00:00.000"],
  ["2026-01-01_10-00-00", "07:00:00.000"],
  ["2026/01/01 10:00:00", "07:00:00.000"],
  ["2026.01.01 10:00:00", "07:00:00.000"],
  ["20260101T100000Z", "10:00:00.000"],
  ["20260101100000", "07:00:00.000"],
  [20_260_101_100_000, "07:00:00.000"],
  ["Thu, 01 Jan 2026 10:00:00 +0300", "07:00:00.000"],
  ["Thu Jan 01 2026 10:00:00 GMT+0300 (Moscow Standard Time)", "07:00:00.000"],
  ["Thu Jan  1 10:00:00 2026", "07:00:00.000"],
  ["January 1, 2026 at 10:00:00\u202FAM", "07:00:00.000"],
  ["01-Jan-2026 10:00:00", "07:00:00.000"],
  ["1 января 2026 г. в 10:00", "07:00:00.000"],
  ["/Date(1767261600000+0300)/", "10:00:00.000"],
  [1_767_261_600, "10:00:00.000"],
  [1_767_261_600.5, "10:00:00.500"],
  ["1767261600.000200", "10:00:00.000"],
  [1_767_261_600_000, "10:00:00.000"],
  ["1767261600000", "10:00:00.000"],
  [1_767_261_600_000_000, "10:00:00.000"],
  ["1767261600000123456", "10:00:00.000"],
])("[ANL-2] %j is a time", (value, clock) => {
  expect(read(value)).toBe(`2026-01-01T${clock}Z`);
});

test.each([
  "2026-13-01 00:00:00",
  "2026-02-30",
  "2026-01-01 25:00",
  "2026-01-01 10:61",
  "0000-01-01T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "1970-01-01T00:00:00Z",
  "2026-01-01 10:00:00 o'clock",
  "2026-01-01 10:00:00 ABC",
  "yesterday",
  "",
  "10:00:00",
  "31.10",
  -1,
  // Milliseconds since a program began, not seconds of 1985.
  498_765_432,
  "498765432",
  0,
  5,
  9e15,
  1e19,
  1e308,
  Number.NaN,
  true,
  null,
  undefined,
  [],
  {},
])("[ANL-2] %j is no time, or none that can be", (value) => {
  expect(read(value)).toBe("none");
});

test("[ANL-2] a date in numbers is read in the order that is known, and in none that is guessed", () => {
  expect(read("03.04.2026 10:00")).toBe("none");
  expect(parseTime("03.04.2026 10:00", { local, order: "dmy" })).toBe(Date.UTC(2026, 3, 3, 7));
  expect(parseTime("3/4/2026, 10:00:00 PM", { local, order: "mdy" })).toBe(Date.UTC(2026, 2, 4, 19));
  expect(parseTime("31.10.2023", { local, order: "mdy" })).toBeNaN();
  expect(parseTime("26.03.04 10:00", { local, order: "ymd" })).toBe(Date.UTC(2026, 2, 4, 7));
  expect(momentIn("31.31.2026")).toBeUndefined();
});

test("[ANL-2] a count of seconds or of a part of one is the same time, whatever part it is", () => {
  const times = integer({ min: 1_000_000_000, max: 4_000_000_000 });
  assert(
    property(times, constantFrom(1, 1e3, 1e6, 1e9), (seconds, parts) => {
      const count = BigInt(seconds) * BigInt(parts);
      for (const value of [Number(count), String(count)])
        expect(parseTime(value, { local })).toBe(seconds * 1000);
    }),
  );
});
