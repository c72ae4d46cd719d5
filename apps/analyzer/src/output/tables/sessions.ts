import type { DurationStats, SessionsReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type ColumnOf, type Table } from "../table.ts";

type Stats = Pick<DurationStats, "count"> & Partial<DurationStats>;

const statsColumns: ReadonlyArray<ColumnOf<Stats>> = [
  ["count", "count", (row) => row.count],
  ["total", "duration", (row) => row.total_ms ?? null],
  ["mean", "duration", (row) => row.mean_ms ?? null],
  ["median", "duration", (row) => row.median_ms ?? null],
  ["p90", "duration", (row) => row.p90_ms ?? null],
  ["p95", "duration", (row) => row.p95_ms ?? null],
  ["max", "duration", (row) => row.max_ms ?? null],
];

const lengths = (report: SessionsReport, texts: Texts): Table =>
  tableOf<Stats & { state: keyof Texts["states"] }>(texts, {
    key: "sessions",
    rows: [
      { state: "ended", ...report.ended },
      { state: "cut", ...report.cut },
      { state: "open", ...report.open },
      { state: "unstarted", ...report.unstarted },
    ],
    columns: [["kind", "text", (row) => texts.states[row.state]], ...statsColumns],
  });

const facts = (report: SessionsReport, texts: Texts): Table =>
  factsOf(texts, "session-facts", [
    ["bounces", "count", report.bounces],
    ["silent", "count", report.silent],
    ["messagesMean", "number", report.messages.mean],
    ["messagesMedian", "count", report.messages.median],
    ["firstMessage", "duration", report.time_to_first_message.median_ms],
    ["sum", "duration", report.side_by_side.sum_ms],
    ["sideBySide", "duration", report.side_by_side.present_ms],
  ]);

const histogram = (report: SessionsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "session-lengths",
    rows: report.histogram,
    bar: "count",
    columns: [
      ["from", "duration", (row) => row.from_ms],
      ["to", "duration", (row) => row.to_ms],
      ["count", "count", (row) => row.count],
    ],
  });

const byClient = (report: SessionsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "sessions-by-client",
    rows: report.by_client,
    bar: "total",
    columns: [
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.name],
      ...statsColumns,
    ],
  });

const byVia = (report: SessionsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "sessions-by-via",
    rows: report.by_via,
    columns: [["via", "via", (row) => row.via], ...statsColumns],
  });

const byHour = (report: SessionsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "sessions-by-hour",
    rows: report.by_hour,
    bar: "count",
    columns: [
      ["hour", "hour", (row) => row.hour],
      ["count", "count", (row) => row.count],
      ["mean", "duration", (row) => row.mean_ms],
    ],
  });

const recent = (report: SessionsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "recent-sessions",
    rows: report.recent,
    columns: [
      ["session", "text", (row) => row.session],
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.name],
      ["via", "via", (row) => row.via],
      ["started", "time", (row) => row.started],
      ["duration", "duration", (row) => row.duration_ms],
      ["kind", "text", (row) => texts.states[row.state]],
      ["code", "code", (row) => row.code],
      ["status", "status", (row) => row.status],
      ["messages", "count", (row) => row.messages],
    ],
  });

export const sessionTables = (report: SessionsReport, texts: Texts): Table[] => [
  lengths(report, texts),
  facts(report, texts),
  histogram(report, texts),
  byClient(report, texts),
  byVia(report, texts),
  byHour(report, texts),
  recent(report, texts),
];
