import { assert, constantFrom, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { Clock } from "./clock.ts";

const zones = [
  "UTC",
  "Europe/Moscow",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
];

/** The time that the platform itself says a clock shows. */
const shown = (time: number, zone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(time);

test("[CLOCK] shows what the platform shows, in summer and in winter", () => {
  const times = integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });
  assert(
    property(times, constantFrom(...zones), (time, zone) => {
      const local = new Date(new Clock(zone).local(time)).toISOString().slice(0, 19).replace("T", " ");
      expect(local).toBe(shown(time, zone));
    }),
  );
});

test("[CLOCK] a time is found again from what the clock shows, but in the hour that is there twice", () => {
  const times = integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });
  assert(
    property(times, constantFrom(...zones), (time, zone) => {
      const clock = new Clock(zone);
      const found = clock.time(clock.local(time));
      expect(clock.local(found)).toBe(clock.local(time));
      expect(Math.abs(found - time)).toBeLessThanOrEqual(24 * 3_600_000);
    }),
  );
});

test("[CLOCK] summer time: an hour is skipped in spring and comes twice in autumn", () => {
  const clock = new Clock("Europe/Berlin");
  const hour = (time: number): number => new Date(clock.local(time)).getUTCHours();
  expect([0, 1, 2].map((utc) => hour(Date.UTC(2026, 2, 29, utc)))).toEqual([1, 3, 4]);
  expect([0, 1, 2].map((utc) => hour(Date.UTC(2026, 9, 25, utc)))).toEqual([2, 2, 3]);
});
