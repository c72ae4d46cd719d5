import { assert, asyncProperty, constantFrom, date, subarray } from "fast-check";
import { expect, test } from "vitest";
import { Clock } from "../rows/clock.ts";
import { arbitraryLog, asLines, type LogRecord } from "../../testing/arbitrary-log.ts";
import { reportOn, TestFolder, withoutInput } from "../../testing/folder.ts";
import type { Filter } from "./filter.ts";
import { parseFilter } from "./parse-filter.ts";

/** Checks that a filter has the same result as taking the records out of the log beforehand. */
const leaves = async (
  filter: Filter,
  keep: (entry: LogRecord) => boolean,
  folder: TestFolder,
): Promise<(log: LogRecord[]) => Promise<void>> => {
  return async (log) => {
    const kept = log.filter(keep);
    if (kept.length === 0) return;
    const filtered = await reportOn([await folder.write(asLines(log), "all.json")], { filter });
    const before = await reportOn([await folder.write(asLines(kept), "kept.json")]);
    const { filter: _, quality: __, ...left } = withoutInput(filtered) as Record<string, unknown>;
    expect(withoutInput(before)).toMatchObject(left);
  };
};

test("[FILTER] --client leaves what is left without the records of all others", async () => {
  await using folder = await TestFolder.make();
  const who = subarray(["client_1", "client_3", "борис"], { minLength: 1 });
  await assert(
    asyncProperty(arbitraryLog(), who, async (log, clients) => {
      const chosen = new Set(clients);
      const isChosen = (entry: LogRecord): boolean =>
        chosen.has(String(entry["client_id"]).toLowerCase()) ||
        chosen.has(String(entry["name"]).toLowerCase());
      await (
        await leaves({ clients: chosen }, isChosen, folder)
      )(log);
    }),
    { numRuns: 50 },
  );
});

test("[FILTER] --room leaves sessions whole, for they are in no room", async () => {
  await using folder = await TestFolder.make();
  const stays = new Set<unknown>(["connected", "disconnected", "server-started", "server-stopped"]);
  await assert(
    asyncProperty(arbitraryLog(), constantFrom("lobby", "dev"), async (log, room) => {
      const isChosen = (entry: LogRecord): boolean => entry["room"] === room || stays.has(entry["type"]);
      await (
        await leaves({ rooms: new Set([room]) }, isChosen, folder)
      )(log);
    }),
    { numRuns: 50 },
  );
});

test("[FILTER] --type leaves records of these types only", async () => {
  await using folder = await TestFolder.make();
  await assert(
    asyncProperty(arbitraryLog(), async (log) => {
      const types = new Set(["message", "joined"]);
      await (
        await leaves({ types }, (entry) => types.has(String(entry["type"])), folder)
      )(log);
    }),
    { numRuns: 30 },
  );
});

test("[FILTER] --since and --until leave the messages of that time, and know who was there before", async () => {
  await using folder = await TestFolder.make();
  const borders = date({
    min: new Date("2026-03-27T20:00:00Z"),
    max: new Date("2026-04-10T00:00:00Z"),
    noInvalidDate: true,
  });
  await assert(
    asyncProperty(arbitraryLog(), borders, borders, async (log, one, other) => {
      const [since, until] = [one.getTime(), other.getTime()].toSorted((left, right) => left - right);
      if (since === undefined || until === undefined) return;
      const file = await folder.write(asLines(log));
      const report = await reportOn([file], { filter: { since, until } });
      const inTime = log.filter((entry) => {
        const time = Date.parse(String(entry["time"]));
        return time >= since && time < until;
      });
      const whole = await reportOn([file]);
      expect(report.input.records).toBe(inTime.length);
      expect(report.overview?.messages).toBe(inTime.filter(({ type }) => type === "message").length);
      expect(report.disconnects?.total).toBe(inTime.filter(({ type }) => type === "disconnected").length);
      expect(report.sessions?.unstarted.count).toBeLessThanOrEqual(whole.sessions?.unstarted.count ?? 0);
    }),
    { numRuns: 60 },
  );
});

test("[FILTER] times are read as people type them, on the clock of the zone", () => {
  const clock = new Clock("Europe/Moscow");
  const now = Date.UTC(2026, 10, 21, 12);
  const since = (text: string): number | undefined => parseFilter({ since: text }, clock, now).since;
  expect(since("2026-11-21")).toBe(Date.UTC(2026, 10, 20, 21));
  expect(since("2026-11-21T10:00")).toBe(Date.UTC(2026, 10, 21, 7));
  expect(since("2026-11-21 10:00:30")).toBe(Date.UTC(2026, 10, 21, 7, 0, 30));
  expect(since("2026-11-21T10:00:00Z")).toBe(Date.UTC(2026, 10, 21, 10));
  expect(since("2h")).toBe(Date.UTC(2026, 10, 21, 10));
  expect(() => since("yesterday")).toThrow(expect.objectContaining({ code: "time" }));
});
