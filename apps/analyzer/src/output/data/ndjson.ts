import type { Report } from "@beseda/protocol";
import type { Table } from "../table.ts";
import { headersOf, valuesOf } from "./headers.ts";

const rowsOf = (table: Table): string[] => {
  const headers = headersOf(table);
  return table.rows.map((_, index) => {
    const values = valuesOf(table, index);
    const row = Object.fromEntries(headers.map((header, column) => [header, values[column] ?? null]));
    return JSON.stringify({ table: table.key, ...row });
  });
};

/** The report as lines of JSON: the input, then each row of each table. */
export const ndjsonOf = ({ format, version, input }: Report, tables: readonly Table[]): string =>
  [JSON.stringify({ table: "input", format, version, ...input }), ...tables.flatMap(rowsOf)]
    .map((line) => `${line}\n`)
    .join("");
