import type { ConnectionsReport, QualityReport, Report, SafetyReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type ColumnKey, type Table } from "../table.ts";

export const connectionTables = (report: ConnectionsReport, texts: Texts): Table[] => [
  tableOf(texts, {
    key: "connections",
    rows: report.by_via,
    bar: "sessions",
    columns: [
      ["via", "via", (row) => row.via],
      ["sessions", "count", (row) => row.sessions],
      ["share", "share", (row) => row.share],
    ],
  }),
  tableOf(texts, {
    key: "programs",
    rows: report.by_program,
    bar: "sessions",
    columns: [
      ["program", "text", (row) => row.program],
      ["sessions", "count", (row) => row.sessions],
      ["share", "share", (row) => row.share],
    ],
  }),
];

const watched: ReadonlyArray<readonly [keyof Omit<SafetyReport, "spikes">, ColumnKey]> = [
  ["kicked", "kicked"],
  ["banned", "banned"],
  ["rate_limited", "rateLimited"],
  ["reported", "reported"],
  ["floods", "floods"],
  ["repeats", "repeats"],
];

export const safetyTables = (report: SafetyReport, texts: Texts): Table[] => [
  tableOf(texts, {
    key: "safety",
    rows: watched.flatMap(([field, title]) => report[field].map((row) => ({ title, ...row }))),
    columns: [
      ["what", "text", (row) => texts.columns[row.title]],
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.name],
      ["count", "count", (row) => row.count],
    ],
  }),
  tableOf(texts, {
    key: "spikes",
    rows: report.spikes,
    bar: "messages",
    columns: [
      ["start", "date", (row) => row.start.replace("T", " ")],
      ["messages", "count", (row) => row.messages],
      ["score", "number", (row) => row.score],
    ],
  }),
];

export const qualityTables = (report: QualityReport, texts: Texts): Table[] => [
  factsOf(texts, "quality", [
    ["unknownTypes", "count", report.unknown_types],
    ["inferred", "count", report.inferred],
    ["timeBack", "count", report.time_goes_back.count],
    ["timeBackWorst", "duration", report.time_goes_back.worst_ms],
    ["missingSeq", "count", report.missing_seq],
    ["repeatedSeq", "count", report.repeated_seq],
    ["brokenPrev", "count", report.broken_prev],
    ["withoutEnd", "count", report.sessions_without_end],
    ["withoutStart", "count", report.sessions_without_start],
  ]),
];

export const damageTables = ({ input }: Report, texts: Texts): Table[] => [
  tableOf(texts, {
    key: "damage",
    rows: input.damage,
    columns: [
      ["file", "text", (row) => row.file],
      ["place", "text", (row) => texts.place(row.line, row.byte)],
      ["problem", "text", (row) => texts.damage[row.reason]],
    ],
  }),
];
