import type { ActivityReport, OnlineReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type CellKind, type Table, type TableKey } from "../table.ts";

/** A row for each weekday, a column for each hour. */
const weekTable = (
  texts: Texts,
  { key, week, kind }: { key: TableKey; week: readonly number[][]; kind: CellKind },
): Table => ({
  key,
  title: texts.tables[key],
  columns: [
    { key: "weekday", title: texts.columns.weekday, kind: "text" },
    ...Array.from(
      { length: 24 },
      (_, hour) => ({ key: "hour", part: String(hour), title: String(hour), kind }) as const,
    ),
  ],
  rows: week.map((hours, weekday) => [texts.weekdays[weekday] ?? "", ...hours]),
});

export const onlineTables = (report: OnlineReport, texts: Texts): Table[] => [
  factsOf(texts, "online", [
    ["peakOnline", "count", report.peak?.sessions ?? null],
    ["when", "time", report.peak?.time ?? null],
    ["meanOnline", "number", report.mean],
  ]),
  tableOf(texts, {
    key: "online-timeline",
    rows: report.timeline,
    bar: "mean",
    columns: [
      ["start", "date", (row) => row.start.replace("T", " ")],
      ["mean", "number", (row) => row.mean],
      ["peak", "count", (row) => row.peak],
    ],
  }),
  weekTable(texts, { key: "online-week", week: report.week, kind: "number" }),
];

const local = (start: string | undefined): string | null => start?.replace("T", " ") ?? null;

export const activityTables = (
  report: ActivityReport,
  texts: Texts,
  date: (local: string) => string,
): Table[] => [
  factsOf(texts, "activity", [
    ["activeDays", "count", report.active_days],
    ["streak", "count", report.longest_streak_days],
    ["perDay", "number", report.mean_per_day],
    ["busiestMinute", "text", busiest(report.busiest_minute, texts, date)],
    ["busiestHour", "text", busiest(report.busiest_hour, texts, date)],
    ["busiestDay", "text", busiest(report.busiest_day, texts, date)],
    ["silence", "duration", report.longest_silence?.duration_ms ?? null],
    ["when", "time", report.longest_silence?.start ?? null],
  ]),
  tableOf(texts, {
    key: "activity-timeline",
    rows: report.timeline,
    bar: "messages",
    columns: [
      ["start", "date", (row) => local(row.start)],
      ["messages", "count", (row) => row.messages],
    ],
  }),
  weekTable(texts, { key: "activity-week", week: report.week, kind: "count" }),
];

const busiest = (
  peak: ActivityReport["busiest_minute"],
  texts: Texts,
  date: (local: string) => string,
): string | null => peak && `${date(peak.start)}: ${texts.messages(peak.messages)}`;
