import type { Report } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import type { Table } from "../table.ts";
import { clientTables } from "./clients.ts";
import { disconnectTables } from "./disconnects.ts";
import { sessionTables } from "./sessions.ts";

const damageTables = ({ input }: Report, { titles, columns, place, damage }: Texts): Table[] =>
  input.damage.length === 0
    ? []
    : [
        {
          key: "damage",
          title: titles.damage,
          columns: [
            { title: columns.place, kind: "text" },
            { title: columns.problem, kind: "text" },
          ],
          rows: input.damage.map((row) => [`${row.file}: ${place(row.line, row.byte)}`, damage[row.reason]]),
        },
      ];

/** The report as tables, in reading order: the one source of every output but JSON. */
export const tablesOf = (report: Report, texts: Texts): Table[] => [
  ...(report.clients ? clientTables(report.clients, texts) : []),
  ...(report.sessions ? sessionTables(report.sessions, texts) : []),
  ...(report.disconnects ? disconnectTables(report.disconnects, texts) : []),
  ...damageTables(report, texts),
];
