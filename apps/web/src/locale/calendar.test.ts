import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { clockOf, dayName, dayOf, exactTime } from "./calendar.ts";

describe("calendar", () => {
  test("[web] today and yesterday have names, other days a weekday", () => {
    expect(dayName("2026-11-21", "2026-11-21", "ru")).toBe("Сегодня");
    expect(dayName("2026-11-20", "2026-11-21", "ru")).toBe("Вчера");
    expect(dayName("2026-11-20", "2026-11-21", "en")).toBe("Yesterday");
    expect(dayName("2026-11-16", "2026-11-21", "ru")).toBe("Понедельник, 16 ноября");
    expect(dayName("2026-11-16", "2026-11-21", "en")).toBe("Monday, November 16");
  });

  test("[web] a day of another year says the year", () => {
    expect(dayName("2025-12-31", "2026-01-02", "en")).toContain("2025");
    expect(dayName("2025-12-31", "2026-01-01", "en")).toBe("Yesterday");
  });

  test("[web] days order as their times do", () => {
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(time, time, (one, other) => {
        const [early, late] = one <= other ? [one, other] : [other, one];
        expect(dayOf(early) <= dayOf(late)).toBe(true);
      }),
    );
  });

  test("[web] the clock is local, with two digits", () => {
    expect(clockOf(new Date(2026, 10, 21, 9, 5).toISOString(), "ru")).toBe("09:05");
    expect(clockOf(new Date(2026, 10, 21, 0, 7).toISOString(), "en")).toBe("00:07");
    const moment = new Date(2026, 10, 21, 9, 5, 59);
    expect(exactTime(moment.toISOString(), "en")).toContain("9:05:59");
    const elsewhere = moment.toISOString().replace("Z", "+00:00");
    expect(clockOf(elsewhere, "ru")).toBe("09:05");
  });

  test("[VIEW-2] what every row says of its time is said without making a formatter for it", () => {
    const made = vi.spyOn(Intl, "DateTimeFormat");
    expect(exactTime("2026-11-21T10:00:00.000Z", "en")).toContain("November 21, 2026");
    clockOf("2026-11-21T10:00:00.000Z", "ru");
    expect(made).not.toHaveBeenCalled();
    made.mockRestore();
  });
});
