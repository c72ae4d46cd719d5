import type { OverviewReport, Report } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { tellsPresence } from "../presence.ts";
import { factsOf, tableOf, type Table } from "../table.ts";

/** A value that a log without arrivals and departures cannot give is unknown, not zero. */
const known = <Value>(overview: OverviewReport, value: Value): Value | null =>
  tellsPresence(overview) ? value : null;

export const overviewTables = (overview: OverviewReport, report: Report, texts: Texts): Table[] => [
  factsOf(texts, "overview", [
    ["start", "time", report.input.first],
    ["end", "time", report.input.last],
    ["messages", "count", overview.messages],
    ["clients", "count", overview.clients],
    ["rooms", "count", overview.rooms],
    ["sessions", "count", overview.sessions],
    ["onlineNow", "count", known(overview, overview.online_now ?? null)],
    ["present", "duration", known(overview, overview.present_ms ?? null)],
    ["online", "duration", known(overview, overview.online_ms)],
    ["peakOnline", "count", known(overview, overview.peak_online)],
    ["disconnects", "count", overview.disconnects],
    ["abnormalShare", "share", known(overview, overview.abnormal_share)],
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
