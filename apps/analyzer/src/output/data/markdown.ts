import { basename } from "node:path";
import type { Report } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { findingsOf } from "../findings.ts";
import { readAsLines } from "../read-as.ts";
import { isWords, kindOf, type CellKind, type Table } from "../table.ts";
import type { Writer } from "../writer.ts";

/** Escapes texts of people, so that none is taken for markup. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>|#~&]/gu, (sign) => `\\${sign}`);

const ruler = (kind: CellKind): string => (isWords(kind) ? "---" : "---:");

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const tableLines = (table: Table, writer: Writer): string[] => [
  `## ${escaped(table.title)}`,
  "",
  line(table.columns.map(({ title }) => escaped(title))),
  line(table.columns.map(({ kind }) => (table.facts ? "---" : ruler(kind)))),
  ...table.rows.map((row, at) =>
    line(row.map((cell, column) => escaped(writer.cell(cell, kindOf(table, at, column))))),
  ),
  "",
];

export interface MarkdownOptions {
  readonly texts: Texts;
  readonly writer: Writer;
}

/** The report as Markdown (GitHub's, with tables). */
export const markdownOf = (
  report: Report,
  tables: readonly Table[],
  { texts, writer }: MarkdownOptions,
): string => {
  const { first, last, files, records } = report.input;
  const period = first && last ? `, ${texts.period(writer.time(first), writer.time(last))}` : "";
  const names = files.map((file) => basename(file)).join(", ");
  const head = [`# ${escaped(names)}`, "", `${texts.records(records)}${period}`, ""];
  const readAs = readAsLines(report, texts).flatMap((told) => [escaped(told), ""]);
  const told = findingsOf(report, texts, writer).flatMap((finding) => [escaped(finding), ""]);
  return [...head, ...readAs, ...told, ...tables.flatMap((table) => tableLines(table, writer))].join("\n");
};
