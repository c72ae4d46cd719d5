import type { Locale, Report } from "@beseda/protocol";
import { textsIn } from "../locale/texts.ts";
import { UserError } from "../user-error.ts";
import { csvOf } from "./data/csv.ts";
import { markdownOf } from "./data/markdown.ts";
import { ndjsonOf } from "./data/ndjson.ts";
import { prometheusOf } from "./data/prometheus.ts";
import type { Table } from "./table.ts";
import { hasRows, tablesOf } from "./tables/tables.ts";
import { Writer } from "./writer.ts";

/** The formats that programs read, or that are written without a terminal; all but JSON, which is written piece by piece. */
export type DataFormat = "ndjson" | "csv" | "markdown" | "prometheus";

export interface DataOptions {
  readonly locale: Locale;
  /** Which table, for CSV. */
  readonly table: string;
}

const tablesIn = (report: Report, locale: Locale): { tables: Table[]; writer: Writer } => {
  const texts = textsIn(locale);
  const writer = new Writer(texts, locale, { zone: report.input.time_zone });
  return { tables: tablesOf(report, texts, writer), writer };
};

/**
 * The report as text of a format.
 * @throws {UserError} when there is no such table
 */
export const dataOf = (report: Report, format: DataFormat, { locale, table }: DataOptions): string => {
  if (format === "prometheus") return prometheusOf(report);
  const { tables, writer } = tablesIn(report, locale);
  if (format === "ndjson") return ndjsonOf(report, tables);
  if (format === "markdown")
    return markdownOf(report, tables.filter(hasRows), { texts: textsIn(locale), writer });
  const found = tables.find(({ key }) => key === table);
  if (!found) throw new UserError("table", table, tables.map(({ key }) => key).join(", "));
  return csvOf(found);
};

/** All tables as CSV, by their keys. */
export const allCsv = (report: Report, locale: Locale): ReadonlyMap<string, string> =>
  new Map(tablesIn(report, locale).tables.map((table) => [table.key, csvOf(table)]));
