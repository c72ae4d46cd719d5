import type { ClientsReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import type { Table } from "../table.ts";

export const clientTables = (report: ClientsReport, { titles, columns }: Texts): Table[] => [
  {
    key: "clients",
    title: titles.clients,
    columns: [
      { title: columns.client, kind: "text" },
      { title: columns.name, kind: "text" },
      { title: columns.messages, kind: "count" },
      { title: columns.share, kind: "share" },
      { title: columns.words, kind: "count" },
      { title: columns.sessions, kind: "count" },
      { title: columns.online, kind: "duration" },
      { title: columns.last, kind: "time" },
    ],
    rows: report.rows.map((row) => [
      row.client_id,
      row.names.join(", "),
      row.messages,
      row.share,
      row.words,
      row.sessions,
      row.online_ms,
      row.last_seen,
    ]),
  },
];
