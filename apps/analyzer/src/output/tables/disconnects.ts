import type { DisconnectsReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import type { Table } from "../table.ts";

const statuses = (report: DisconnectsReport, { titles, columns }: Texts): Table => ({
  key: "disconnects",
  title: titles.statuses,
  columns: [
    { title: columns.status, kind: "text" },
    { title: columns.count, kind: "count" },
    { title: columns.share, kind: "share" },
  ],
  rows: report.by_status.map((row) => [row.status, row.count, row.share]),
});

const codes = (report: DisconnectsReport, { titles, columns }: Texts): Table => ({
  key: "close-codes",
  title: titles.codes,
  columns: [
    { title: columns.code, kind: "code" },
    { title: columns.count, kind: "count" },
    { title: columns.share, kind: "share" },
  ],
  rows: report.by_code.map((row) => [row.code, row.count, row.share]),
});

const byClient = (report: DisconnectsReport, { titles, columns }: Texts): Table => ({
  key: "disconnects-by-client",
  title: titles.statusesByClient,
  columns: [
    { title: columns.client, kind: "text" },
    { title: columns.name, kind: "text" },
    { title: columns.total, kind: "count" },
    ...report.by_status.map(({ status }) => ({ title: status, kind: "count" }) as const),
  ],
  rows: report.by_client.map((row) => [
    row.client_id,
    row.name,
    row.total,
    ...report.by_status.map(({ status }) => row.statuses[status] ?? 0),
  ]),
});

export const disconnectTables = (report: DisconnectsReport, texts: Texts): Table[] => [
  statuses(report, texts),
  codes(report, texts),
  byClient(report, texts),
];
