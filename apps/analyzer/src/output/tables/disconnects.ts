import type { DisconnectsReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type Table } from "../table.ts";
import { oneLine } from "../writer.ts";

const statusWord = (status: string, { statuses: words }: Texts): string =>
  Object.entries(words).find(([known]) => known === status)?.[1] ?? oneLine(status);

/** A log of another program may have any words for how a session ended, and any number of them. */
const mostStatuses = 16;

const statuses = (report: DisconnectsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "disconnects",
    rows: report.by_status,
    bar: "count",
    columns: [
      ["status", "status", (row) => row.status],
      ["kind", "text", (row) => texts.endings[row.kind]],
      ["count", "count", (row) => row.count],
      ["share", "share", (row) => row.share],
      ["back5", "share", (row) => row.back_in_5_s],
      ["back30", "share", (row) => row.back_in_30_s],
      ["back60", "share", (row) => row.back_in_60_s],
    ],
  });

const codes = (report: DisconnectsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "close-codes",
    rows: report.by_code,
    bar: "count",
    columns: [
      ["code", "code", (row) => row.code],
      ["count", "count", (row) => row.count],
      ["share", "share", (row) => row.share],
    ],
  });

const reasons = (report: DisconnectsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "reasons",
    rows: report.by_reason,
    bar: "count",
    columns: [
      ["reason", "text", (row) => row.reason],
      ["count", "count", (row) => row.count],
    ],
  });

const byClient = (report: DisconnectsReport, texts: Texts): Table => {
  const table = tableOf(texts, {
    key: "disconnects-by-client",
    rows: report.by_client,
    columns: [
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.name],
      ["total", "count", (row) => row.total],
      ["abnormal", "count", (row) => row.abnormal],
      ["flapping", "count", (row) => row.flapping],
    ],
    bar: "total",
  });
  const statuses = report.by_status.slice(0, mostStatuses).map(({ status }) => status);
  return {
    ...table,
    columns: [
      ...table.columns,
      ...statuses.map(
        (status) =>
          ({ key: "status", part: status, title: statusWord(status, texts), kind: "count" }) as const,
      ),
    ],
    rows: table.rows.map((row, index) =>
      row.concat(statuses.map((status) => report.by_client[index]?.statuses[status] ?? 0)),
    ),
  };
};

const byVia = (report: DisconnectsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "disconnects-by-via",
    rows: report.by_via,
    columns: [
      ["via", "via", (row) => row.via],
      ["total", "count", (row) => row.total],
      ["abnormal", "count", (row) => row.abnormal],
      ["abnormalShare", "share", (row) => row.abnormal_share],
    ],
    bar: "total",
  });

const byHour = (report: DisconnectsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "disconnects-by-hour",
    rows: report.by_hour,
    columns: [
      ["hour", "hour", (row) => row.hour],
      ["total", "count", (row) => row.total],
      ["abnormal", "count", (row) => row.abnormal],
    ],
    bar: "abnormal",
  });

const incidents = (report: DisconnectsReport, texts: Texts): Table =>
  tableOf(texts, {
    key: "incidents",
    rows: report.incidents.list,
    columns: [
      ["start", "time", (row) => row.start],
      ["end", "time", (row) => row.end],
      ["drops", "count", (row) => row.drops],
      ["clients", "count", (row) => row.clients],
      ["status", "status", (row) => row.status],
      ["recovery", "duration", (row) => row.recovery_ms],
    ],
    bar: "drops",
  });

const reliability = (report: DisconnectsReport, texts: Texts): Table =>
  factsOf(texts, "reliability", [
    ["meanBetweenDrops", "duration", report.mean_time_between_drops_ms],
    ["availability", "share", report.availability.share],
    ["down", "duration", report.availability.down_ms],
    ["restarts", "count", report.availability.restarts],
    ["crashes", "count", report.availability.crashes],
  ]);

export const disconnectTables = (report: DisconnectsReport, texts: Texts): Table[] => [
  statuses(report, texts),
  codes(report, texts),
  reasons(report, texts),
  byClient(report, texts),
  byVia(report, texts),
  byHour(report, texts),
  incidents(report, texts),
  reliability(report, texts),
];
