import type { OverviewReport, Report } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type Table } from "../table.ts";

export const overviewTables = (overview: OverviewReport, report: Report, texts: Texts): Table[] => [
  factsOf(texts, "overview", [
    ["start", "time", report.input.first],
    ["end", "time", report.input.last],
    ["messages", "count", overview.messages],
    ["clients", "count", overview.clients],
    ["rooms", "count", overview.rooms],
    ["sessions", "count", overview.sessions],
    ["onlineNow", "count", overview.online_now ?? null],
    ["present", "duration", overview.present_ms ?? null],
    ["online", "duration", overview.online_ms],
    ["peakOnline", "count", overview.peak_online],
    ["disconnects", "count", overview.disconnects],
    ["abnormalShare", "share", overview.abnormal_share],
    ["records", "count", report.input.records],
    ["damaged", "count", report.input.bad_records],
  ]),
];

export const typeTables = (overview: OverviewReport, texts: Texts): Table[] => [
  tableOf(texts, {
    key: "types",
    rows: overview.types,
    bar: "count",
    columns: [
      ["type", "type", (row) => row.type],
      ["count", "count", (row) => row.count],
    ],
  }),
];
