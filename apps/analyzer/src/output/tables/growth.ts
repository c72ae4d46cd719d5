import type { CompareReport, GrowthReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type Cell, type CellKind, type ColumnKey, type Table } from "../table.ts";

const facts = (report: GrowthReport, texts: Texts): Table =>
  factsOf(texts, "growth", [
    ["daily", "count", report.daily],
    ["weekly", "count", report.weekly],
    ["monthly", "count", report.monthly],
    ["meanDaily", "number", report.mean_daily],
    ["stickiness", "share", report.stickiness],
    ["connectedClients", "count", report.activation.connected],
    ["spokeClients", "share", report.activation.share],
  ]);

export const growthTables = (report: GrowthReport, texts: Texts): Table[] => [
  facts(report, texts),
  tableOf(texts, {
    key: "weeks",
    rows: report.weeks,
    bar: "active",
    columns: [
      ["week", "date", (row) => row.start],
      ["active", "count", (row) => row.active],
      ["new", "count", (row) => row.new],
      ["kept", "count", (row) => row.kept],
      ["returned", "count", (row) => row.returned],
      ["lost", "count", (row) => row.lost],
    ],
  }),
  tableOf(texts, {
    key: "cohorts",
    rows: report.cohorts,
    columns: [
      ["week", "date", (row) => row.start],
      ["size", "count", (row) => row.size],
      ["day1", "share", (row) => row.day_1],
      ["day7", "share", (row) => row.day_7],
      ["week4", "share", (row) => row.week_4],
    ],
  }),
];

const compared: ReadonlyArray<readonly [keyof Omit<CompareReport, "days" | "start">, ColumnKey, CellKind]> = [
  ["messages", "messages", "count"],
  ["clients", "active", "count"],
  ["sessions", "sessions", "count"],
  ["online_ms", "online", "duration"],
  ["disconnects", "disconnects", "count"],
  ["abnormal_share", "abnormalShare", "share"],
];

/** Each row has its own kind of numbers: they are written here. */
export const compareTables = (
  report: CompareReport,
  texts: Texts,
  write: (cell: Cell, kind: CellKind) => string,
): Table[] => [
  tableOf(texts, {
    key: "compare",
    rows: compared,
    columns: [
      ["what", "text", ([, title]) => texts.columns[title]],
      ["now", "text", ([field, , kind]) => write(report[field].now, kind)],
      ["before", "text", ([field, , kind]) => write(report[field].before, kind)],
      ["change", "change", ([field]) => report[field].change],
    ],
  }),
];
