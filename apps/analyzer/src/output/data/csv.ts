import type { Cell, Table } from "../table.ts";
import { headersOf, valuesOf } from "./headers.ts";

/** Beginnings that a spreadsheet would take for a formula, when somebody calls themselves so. */
const formula = /^[=+\-@\t\r]/u;
const special = /[",\r\n]/u;

const field = (cell: Cell): string => {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table as CSV (RFC 4180). */
export const csvOf = (table: Table): string =>
  [headersOf(table), ...table.rows.map((_, index) => valuesOf(table, index))]
    .map((cells) => `${cells.map(field).join(",")}\r\n`)
    .join("");
