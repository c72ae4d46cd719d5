import type { Step } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import { kindOf, type Cell, type Table } from "../../output/table.ts";
import type { Writer } from "../../output/writer.ts";
import type { Palette } from "./palette.ts";

/** The context that a chart is drawn with. */
export interface ChartContext {
  readonly palette: Palette;
  readonly texts: Texts;
  readonly writer: Writer;
  /** Width of the steps of a timeline. */
  readonly step: Step;
}

export const numberOf = (cell: Cell | undefined): number => (typeof cell === "number" ? cell : 0);
export const textOf = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? "" : String(cell);

/** The numbers of a column. */
export const numbersIn = ({ rows }: Table, column: number): number[] =>
  rows.map((row) => numberOf(row[column]));
export const textsIn = ({ rows }: Table, column: number): string[] => rows.map((row) => textOf(row[column]));

/** The cells of a column, as people read them. */
export const namesIn = (table: Table, column: number, { writer }: ChartContext): string[] =>
  table.rows.map((row, index) => writer.cell(row[column] ?? null, kindOf(table, index, column)));
