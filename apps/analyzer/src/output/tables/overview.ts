import type { OverviewReport, Report } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type Table } from "../table.ts";

export const overviewTables = (overview: OverviewReport, report: Report, texts: Texts): Table[] => [
  factsOf(texts, "overview", [
    ["first", "time", report.input.first],
    ["last", "time", report.input.last],
    ["records", "count", report.input.records],
    ["messages", "count", overview.messages],
    ["clients", "count", overview.clients],
    ["rooms", "count", overview.rooms],
    ["sessions", "count", overview.sessions],
    ["online", "duration", overview.online_ms],
    ["peakOnline", "count", overview.peak_online],
    ["disconnects", "count", overview.disconnects],
    ["abnormalShare", "share", overview.abnormal_share],
    ["damaged", "count", report.input.bad_records],
  ]),
  tableOf(texts, {
    key: "types",
    rows: overview.types,
    bar: "count",
    columns: [
      ["type", "text", (row) => row.type],
      ["count", "count", (row) => row.count],
    ],
  }),
];
