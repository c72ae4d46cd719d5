import type { FilesReport } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { factsOf, tableOf, type Table } from "../table.ts";

export const fileTables = (report: FilesReport, texts: Texts): Table[] => [
  factsOf(texts, "files", [
    ["files", "count", report.count],
    ["bytes", "count", report.bytes],
    ["deletedFiles", "count", report.deleted],
  ]),
  tableOf(texts, {
    key: "file-types",
    rows: report.types,
    bar: "bytes",
    columns: [
      ["mediaType", "text", (row) => row.media_type],
      ["files", "count", (row) => row.count],
      ["bytes", "count", (row) => row.bytes],
    ],
  }),
  tableOf(texts, {
    key: "file-people",
    rows: report.people,
    bar: "bytes",
    columns: [
      ["client", "text", (row) => row.client_id],
      ["name", "text", (row) => row.name],
      ["files", "count", (row) => row.count],
      ["bytes", "count", (row) => row.bytes],
    ],
  }),
  tableOf(texts, {
    key: "largest-files",
    rows: report.largest,
    bar: "bytes",
    columns: [
      ["message", "text", (row) => `#${row.seq}`],
      ["name", "text", (row) => row.name],
      ["room", "text", (row) => row.room],
      ["mediaType", "text", (row) => row.media_type],
      ["bytes", "count", (row) => row.bytes],
    ],
  }),
];
