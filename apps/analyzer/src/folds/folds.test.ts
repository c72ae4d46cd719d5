import { assert, asyncProperty } from "fast-check";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportSchema } from "@beseda/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Clock } from "../rows/clock.ts";
import { analyze } from "../run.ts";
import { arbitraryLog, asLines, type LogRecord } from "../../testing/arbitrary-log.ts";
import * as expected from "../../testing/oracle-report.ts";
import { factsOf, sum } from "../../testing/oracle.ts";
import { sectionKeys } from "./registry.ts";

/** Every section was asked for. */
const fullSchema = reportSchema.required();
type FullReport = ReturnType<typeof fullSchema.parse>;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "beseda-folds-"));
});
afterAll(() => rm(folder, { recursive: true }));

const reportOf = async (log: readonly LogRecord[]): Promise<FullReport> => {
  const file = join(folder, "messages.json");
  await writeFile(file, asLines(log));
  const question = { sections: sectionKeys, filter: {}, clock: new Clock("UTC") };
  const report = await analyze({ ...question, files: [file], threads: 0 });
  return fullSchema.parse(report);
};

/** Every fold is asked about the same logs, others in each run of the tests: what takes long is to make them and their reports. */
const seed = Math.trunc(Math.random() * 2 ** 31);
const known = new Map<string, Promise<{ report: FullReport; oracle: expected.Oracle }>>();

const reportAndOracle = async (log: readonly LogRecord[]) => ({
  report: await reportOf(log),
  oracle: expected.oracleOf(log),
});

const knownOf = (log: readonly LogRecord[]): ReturnType<typeof reportAndOracle> => {
  const key = asLines(log);
  const kept = known.get(key) ?? reportAndOracle(log);
  known.set(key, kept);
  return kept;
};

/** Checks a report of many logs against what the oracle finds in them. */
const agree = (
  waits: "forwards" | "any",
  check: (report: FullReport, oracle: expected.Oracle, log: readonly LogRecord[]) => void,
): Promise<void> =>
  assert(
    asyncProperty(arbitraryLog(waits), async (log) => {
      const { report, oracle } = await knownOf(log);
      check(report, oracle, log);
    }),
    { numRuns: 100, seed },
  );

const byKey = <Row>(rows: readonly Row[], key: (row: Row) => string): Record<string, Row> =>
  Object.fromEntries(rows.map((row) => [key(row), row]));
const counts = <Row extends { count: number }>(
  rows: readonly Row[],
  key: (row: Row) => string,
): Record<string, number> => Object.fromEntries(rows.map((row) => [key(row), row.count]));

/** Sessions side by side count once, which takes all of them at once where their times are in no order. */
const goesBack = (log: readonly LogRecord[]): boolean =>
  factsOf(log).some(({ time }, index, facts) => time < (facts[index - 1]?.time ?? time));

test("[FOLD overview] agrees with the oracle", () =>
  agree("any", ({ overview }, oracle, log) => {
    const { present_ms, ...others } = expected.expectedOverview(oracle);
    expect(overview).toMatchObject(goesBack(log) ? others : { ...others, present_ms });
  }));

test("[FOLD clients] agrees with the oracle, and sums to the totals", () =>
  agree("forwards", ({ clients, overview }, oracle) => {
    expect(byKey(clients.rows, (row) => row.client_id)).toMatchObject(expected.expectedClients(oracle));
    expect(sum(clients.rows.map((row) => row.messages))).toBe(overview.messages);
    expect(sum(clients.rows.map((row) => row.online_ms))).toBe(overview.online_ms);
  }));

test("[FOLD sessions] agrees with the oracle", () =>
  agree("forwards", ({ sessions }, oracle) => {
    expect(sessions).toMatchObject(expected.expectedSessions(oracle));
    expect(byKey(sessions.by_client, (row) => row.client_id)).toMatchObject(
      expected.expectedSessionsByClient(oracle),
    );
    expect(sum(sessions.histogram.map((row) => row.count))).toBe(sessions.ended.count);
  }));

test("[FOLD sessions] one that a crash left open is not ended by the end of another of its name", async () => {
  const at = (second: number) => `2026-03-27T20:00:0${second}.000Z`;
  const server = { client_id: "server", sender: "server", message: "…" };
  const anna = { client_id: "Client_1", session: "s1", sender: "server", message: "…" };
  const { sessions } = await reportOf([
    { time: at(1), type: "connected", ...anna },
    { time: at(2), type: "server-started", ...server },
    { time: at(3), type: "connected", ...anna },
    { time: at(4), type: "disconnected", ...anna },
  ]);
  expect([sessions.open.count, sessions.ended.count]).toEqual([1, 1]);
});

test("[FOLD disconnects] agrees with the oracle", () =>
  agree("any", ({ disconnects }, oracle, log) => {
    expect(disconnects).toMatchObject(expected.expectedDisconnects(oracle));
    expect(byKey(disconnects.by_status, (row) => row.status)).toMatchObject(
      expected.expectedStatuses(log, oracle),
    );
    expect(sum(disconnects.by_client.map((row) => row.total))).toBe(disconnects.total);
    expect(sum(disconnects.by_hour.map((row) => row.total))).toBe(disconnects.total);
  }));

test("[FOLD online] agrees with the oracle", () =>
  agree("forwards", ({ online }, oracle) => {
    expect(online.mean).toBeCloseTo(expected.expectedOnline(oracle).mean, 6);
  }));

test("[FOLD activity] agrees with the oracle", () =>
  agree("forwards", ({ activity }, oracle) => {
    const { total, week, minute, hour, day, silence, ...days } = expected.expectedActivity(oracle);
    expect(sum(activity.timeline.map((row) => row.messages))).toBe(total);
    expect(activity.week).toEqual(week);
    expect(activity.busiest_minute?.messages ?? 0).toBe(minute);
    expect(activity.busiest_hour?.messages ?? 0).toBe(hour);
    expect(activity.busiest_day?.messages ?? 0).toBe(day);
    expect(activity.longest_silence?.duration_ms ?? 0).toBe(silence);
    expect(activity).toMatchObject(days);
  }));

test("[FOLD conversations] agrees with the oracle", () =>
  agree("forwards", ({ conversations }, oracle) => {
    expect(conversations).toMatchObject(expected.expectedConversations(oracle));
    expect(counts(conversations.starters, (row) => row.client_id)).toEqual(expected.expectedStarters(oracle));
    const pairs = conversations.pairs.map(({ responses, ...pair }) => ({ count: responses, ...pair }));
    expect(counts(pairs, (row) => `${row.from} ${row.to}`)).toEqual(expected.expectedPairs(oracle));
    expect(counts(conversations.replies, (row) => `${row.from} ${row.to}`)).toEqual(
      expected.expectedReplies(oracle),
    );
  }));

test("[FOLD words] agrees with the oracle", () =>
  agree("any", ({ words }, oracle) => {
    expect(words).toMatchObject(expected.expectedWords(oracle));
    expect(counts(words.top_emoji, (row) => row.emoji)).toEqual(expected.expectedEmoji(oracle));
    expect(counts(words.domains, (row) => row.domain)).toEqual(expected.expectedDomains(oracle));
  }));

test("[FOLD growth] agrees with the oracle", () =>
  agree("forwards", ({ growth }, oracle) => {
    const { daily, weekly, monthly, connected, spoke, ...weeks } = expected.expectedGrowth(oracle);
    expect(growth).toMatchObject({ daily, weekly, monthly });
    expect(growth.activation).toMatchObject({ connected, spoke });
    const seen = growth.weeks.filter((row) => row.active > 0);
    expect(seen.map((row) => row.active)).toEqual(Object.values(weeks.active));
    expect(seen.map((row) => row.new)).toEqual(Object.values(weeks.new));
  }));

test("[FOLD quality] agrees with the oracle, when clocks go back too", () =>
  agree("any", ({ quality }, oracle) => {
    const { back, worst_ms, ...rest } = expected.expectedQuality(oracle);
    expect(quality).toMatchObject(rest);
    expect(quality.time_goes_back).toMatchObject({ count: back, worst_ms });
  }));

test("[DIR-5] who was reported is counted; blocks and invitations are known and damage nothing", async () => {
  const common = { client_id: "Client_2", sender: "server", message: "…" };
  const by = { by: "Client_1", by_name: "Анна" };
  const facts = [
    { ...common, ...by, type: "invited", room: "сад", prev: 0, name: "Борис" },
    { ...common, ...by, type: "reported", name: "Борис", in: "lobby", target: 1 },
    { ...common, ...by, type: "reported", name: "Борис", in: "lobby", reason: "шумит" },
    {
      ...common,
      ...by,
      type: "report-resolved",
      name: "Борис",
      in: "lobby",
      reporter: "Client_1",
      report: 2,
    },
    { ...common, type: "blocked", target: "Client_1", target_name: "Анна" },
  ];
  const report = await reportOf(
    facts.map((fact, index) => Object.assign({ seq: index + 1, time: "2026-11-21T10:00:00.000Z" }, fact)),
  );
  expect(report.safety.reported).toEqual([{ client_id: "Client_2", name: "Борис", count: 2 }]);
  expect(report.input.bad_records).toBe(0);
  expect(report.overview.types.every(({ is_known }) => is_known)).toBe(true);
});
