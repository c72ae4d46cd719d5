import type { Locale, Report } from "@beseda/protocol";
import { textsIn } from "../../locale/texts.ts";
import { findingsOf } from "../findings.ts";
import { readAsLines } from "../read-as.ts";
import { hasRows, sectionsOf, telling } from "../tables/tables.ts";
import { Writer } from "../writer.ts";
import { linesOf } from "./drawings.ts";
import { toned, type Style } from "./style.ts";
import type { Pen } from "./text-table.ts";

/** The report in one line. */
export const summaryLine = (report: Report, { texts, writer, style }: Pen): string => {
  const { records, first, last, bad_records: bad } = report.input;
  const period = first && last ? texts.period(writer.time(first), writer.time(last)) : "";
  const damaged = bad > 0 ? `  ${toned(texts.places(bad), "warning", style)}` : "";
  return `${texts.records(records)}  ${period}${damaged}`;
};

/** The report as text for a terminal. */
export const terminalText = (report: Report, locale: Locale, style: Style): string => {
  const texts = textsIn(locale);
  const writer = new Writer(texts, locale, { zone: report.input.time_zone });
  const pen: Pen = { style, texts, writer };
  const found = findingsOf(report, texts, writer);
  const lines = [
    summaryLine(report, pen),
    ...readAsLines(report, texts),
    ...(found.length > 0 ? ["", ...found] : []),
  ];
  const drawn = telling(sectionsOf(report, texts, writer), report)
    .flatMap(([, tables]) => tables)
    .filter(hasRows)
    .map((table) => ["", toned(table.title, "title", style)].concat(linesOf(table, pen)));
  return lines.concat(...drawn).join("\n");
};
