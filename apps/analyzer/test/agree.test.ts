import { assert, asyncProperty } from "fast-check";
import { expect, test } from "vitest";
import { Clock } from "../src/rows/clock.ts";
import { textsIn } from "../src/locale/texts.ts";
import { arbitraryLog, asLines } from "../testing/arbitrary-log.ts";
import { reportOn, TestFolder } from "../testing/folder.ts";
import { sum } from "../testing/oracle.ts";
import { prometheusOf } from "../src/output/data/prometheus.ts";
import { terminalText } from "../src/output/terminal/terminal.ts";
import { dataOf } from "../src/output/write.ts";

/** Reads CSV as RFC 4180 has it, the slow way. */
const readCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/gu)) {
    const [, field = "", end] = match;
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
};

const column = ([head = [], ...rows]: string[][], name: string): number[] =>
  rows.map((row) => Number(row[head.indexOf(name)]));

/** The number behind a label of the terminal report. */
const shown = (text: string, label: string): number => {
  const value = new RegExp(`^${label} +(?<value>[\\d,]+)$`, "mu").exec(text)?.groups?.["value"];
  return Number(value?.replaceAll(",", ""));
};

test("[OUTPUT] totals are the same in JSON, the terminal, CSV, NDJSON, Markdown and Prometheus", async () => {
  await using folder = await TestFolder.make();
  await assert(
    asyncProperty(arbitraryLog(), async (log) => {
      const report = await reportOn([await folder.write(asLines(log))], { clock: new Clock("Asia/Kolkata") });
      const { overview, clients, sessions, disconnects } = report;
      const csv = (table: string): string[][] => readCsv(dataOf(report, "csv", { locale: "ru", table }));
      expect(sum(column(csv("clients"), "messages"))).toBe(overview?.messages);
      expect(sum(column(csv("clients"), "online_ms"))).toBe(overview?.online_ms);
      expect(column(csv("sessions"), "count")[0]).toBe(sessions?.ended.count);
      expect(sum(column(csv("disconnects"), "count"))).toBe(disconnects?.total);
      const lines = dataOf(report, "ndjson", { locale: "en", table: "" }).trimEnd().split("\n");
      const rows = lines.map((line): unknown => JSON.parse(line));
      const said = rows.filter((row) => expect.objectContaining({ table: "clients" }).asymmetricMatch(row));
      expect(said).toHaveLength(clients?.rows.length ?? -1);
      expect(rows).toContainEqual({ table: "overview", what: "messages", value: overview?.messages });
      const text = terminalText(report, "en", { isDrawn: false, isColored: false, rows: 20 });
      for (const total of ["messages", "clients", "rooms", "sessions", "disconnects"] as const)
        expect(shown(text, total)).toBe(overview?.[total]);
      expect(prometheusOf(report)).toContain(`beseda_log_messages ${overview?.messages}\n`);
      const markdown = dataOf(report, "markdown", { locale: "en", table: "" });
      expect(markdown).toContain(`| messages | ${overview?.messages.toLocaleString("en")} |`);
    }),
    { numRuns: 40 },
  );
});

test("[OUTPUT] what somebody calls themselves is no formula, no markup and no new line", async () => {
  await using folder = await TestFolder.make();
  const names = ["=1+1", "+7", "-x", "@all", 'a"b,c', "a|b", "<b>", "two\nlines"];
  const log = names.map((name, index) => ({
    time: new Date(Date.UTC(2026, 10, 21, 10, 0, index)).toISOString(),
    client_id: name,
    name,
    sender: "client",
    message: "Привет",
  }));
  const report = await reportOn([await folder.write(asLines(log))]);
  const csv = dataOf(report, "csv", { locale: "en", table: "clients" });
  const ids = readCsv(csv)
    .slice(1)
    .map(([id = ""]) => id);
  expect(ids.toSorted()).toEqual(
    ["'+7", "'-x", "'=1+1", "'@all", "<b>", 'a"b,c', "a|b", "two\nlines"].toSorted(),
  );
  const markdown = dataOf(report, "markdown", { locale: "en", table: "" });
  expect(markdown).toContain("\\<b\\>");
  expect(markdown).not.toMatch(/[^\\]<b>/u);
});

test("[LOCALE] numbers have the right words, in Russian and in English", () => {
  const ru = textsIn("ru");
  const en = textsIn("en");
  expect(
    [1, 2, 5, 11, 21, 22, 25, 101, 111, 112].map((count) => ru.records(count).replace(/^\S+ /u, "")),
  ).toEqual([
    "запись",
    "записи",
    "записей",
    "записей",
    "запись",
    "записи",
    "записей",
    "запись",
    "записей",
    "записей",
  ]);
  expect([0, 1, 2, 21].map((count) => en.sessions(count))).toEqual([
    "0 sessions",
    "1 session",
    "2 sessions",
    "21 sessions",
  ]);
});
