import type { Locale, Report } from "@beseda/protocol";
import { textsIn } from "../../locale/texts.ts";
import { formatCell } from "../format-cell.ts";
import { tablesOf } from "../tables/tables.ts";
import { textTable } from "./text-table.ts";

/** The report as text for a terminal. */
export const terminalText = (report: Report, locale: Locale): string => {
  const texts = textsIn(locale);
  const { records, first, last, bad_records: bad } = report.input;
  const time = (value: string | null): string => formatCell(value, "time", locale);
  return [
    texts.summary(records, time(first), time(last)) + (bad > 0 ? `, ${texts.bad(bad)}` : ""),
    "",
    ...tablesOf(report, texts).flatMap((table) => textTable(table, locale)),
  ].join("\n");
};
