import type { DurationStats, SessionsReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import type { Cell, Column, Table } from "../table.ts";

const statsColumns = ({ columns }: Texts): Column[] => [
  { title: columns.count, kind: "count" },
  { title: columns.total, kind: "duration" },
  { title: columns.mean, kind: "duration" },
  { title: columns.median, kind: "duration" },
  { title: columns.p90, kind: "duration" },
  { title: columns.p95, kind: "duration" },
  { title: columns.max, kind: "duration" },
];

const statsCells = (stats: DurationStats): Cell[] => [
  stats.count,
  stats.total_ms,
  stats.mean_ms,
  stats.median_ms,
  stats.p90_ms,
  stats.p95_ms,
  stats.max_ms,
];

const countOnly = (count: number): Cell[] => [count, null, null, null, null, null, null];

const lengths = (report: SessionsReport, texts: Texts): Table => ({
  key: "sessions",
  title: texts.titles.sessions,
  columns: [{ title: texts.columns.kind, kind: "text" }, ...statsColumns(texts)],
  rows: [
    [texts.states.ended, ...statsCells(report.ended)],
    [texts.states.cut, ...statsCells(report.cut)],
    [texts.states.open, ...countOnly(report.open.count)],
    [texts.states.unstarted, ...countOnly(report.unstarted.count)],
  ],
});

const byClient = (report: SessionsReport, texts: Texts): Table => ({
  key: "sessions-by-client",
  title: texts.titles.sessionsByClient,
  columns: [
    { title: texts.columns.client, kind: "text" },
    { title: texts.columns.name, kind: "text" },
    ...statsColumns(texts),
  ],
  rows: report.by_client.map((row) => [row.client_id, row.name, ...statsCells(row)]),
});

const recent = (report: SessionsReport, { titles, columns, states }: Texts): Table => ({
  key: "recent-sessions",
  title: titles.recentSessions,
  columns: [
    { title: columns.session, kind: "text" },
    { title: columns.client, kind: "text" },
    { title: columns.name, kind: "text" },
    { title: columns.via, kind: "text" },
    { title: columns.started, kind: "time" },
    { title: columns.duration, kind: "duration" },
    { title: columns.kind, kind: "text" },
    { title: columns.code, kind: "code" },
    { title: columns.status, kind: "text" },
    { title: columns.messages, kind: "count" },
  ],
  rows: report.recent.map((row) => [
    row.session,
    row.client_id,
    row.name,
    row.via,
    row.started,
    row.duration_ms,
    states[row.state],
    row.code,
    row.status,
    row.messages,
  ]),
});

export const sessionTables = (report: SessionsReport, texts: Texts): Table[] => [
  lengths(report, texts),
  byClient(report, texts),
  recent(report, texts),
];
