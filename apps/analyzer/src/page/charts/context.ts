import type { Step } from "@beseda/protocol";
import type { Texts } from "../../locale/en.ts";
import type { Cell, Table } from "../../output/table.ts";
import type { Writer } from "../../output/writer.ts";
import type { Palette } from "./palette.ts";

/** What a chart is drawn with. */
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
