import type { columns, tables } from "../locale/en-tables.ts";
import type { Texts } from "../locale/en.ts";

/** The kind of a cell: how it is aligned and written. */
export type CellKind =
  | "text"
  | "count"
  | "number"
  | "share"
  /** A share with its sign. */
  | "change"
  | "duration"
  /** A time in UTC; shown as the clock on the wall of the report's zone. */
  | "time"
  /** The beginning of a step on the wall clock of the report's zone: `2026-11-21` or `2026-11-21T10:00`. */
  | "date"
  /** Codes that people get words for; programs get them as they are. */
  | "status"
  | "via"
  | "type"
  | "code"
  | "hour";

export type TableKey = keyof typeof tables;
export type ColumnKey = keyof typeof columns;
export type Cell = string | number | null;

export interface Column {
  /** Same in every language. */
  readonly key: ColumnKey;
  /** Distinguishes several columns that have one key. */
  readonly part?: string;
  readonly title: string;
  readonly kind: CellKind;
}

/** A part of a report as every output shows it: the terminal, Markdown, CSV, HTML. */
export interface Table {
  readonly key: TableKey;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: ReadonlyArray<readonly Cell[]>;
  /** If the rows are facts: their names, same in every language, and the kinds of their values. */
  readonly facts?: ReadonlyArray<Pick<Column, "key" | "kind">>;
  /** Index of the column that is drawn as bars beside the numbers. */
  readonly bar?: number;
}

/** A column of a table: its name, what it holds, and how to get it from a row. */
export type ColumnOf<Row> = readonly [key: ColumnKey, kind: CellKind, value: (row: Row) => Cell];

/** A table of rows. `bar` is the name of the column that is drawn as bars. */
export const tableOf = <Row>(
  texts: Texts,
  {
    key,
    rows,
    columns,
    bar,
  }: { key: TableKey; rows: readonly Row[]; columns: ReadonlyArray<ColumnOf<Row>>; bar?: ColumnKey },
): Table => ({
  key,
  title: texts.tables[key],
  columns: columns.map(([column, kind]) => ({ key: column, title: texts.columns[column], kind })),
  rows: rows.map((row) => columns.map(([, , value]) => value(row))),
  ...(bar !== undefined && { bar: columns.findIndex(([column]) => column === bar) }),
});

/** A table of facts, one a line. */
export const factsOf = (
  texts: Texts,
  key: TableKey,
  facts: ReadonlyArray<readonly [key: ColumnKey, kind: CellKind, value: Cell]>,
): Table => ({
  key,
  title: texts.tables[key],
  columns: [
    { key: "what", title: texts.columns.what, kind: "text" },
    { key: "value", title: texts.columns.value, kind: "text" },
  ],
  rows: facts.map(([fact, , value]) => [texts.columns[fact], value]),
  facts: facts.map(([fact, kind]) => ({ key: fact, kind })),
});

/** The kind of a cell of a table. */
export const kindOf = (table: Table, row: number, column: number): CellKind =>
  (column === 1 ? table.facts?.[row]?.kind : undefined) ?? table.columns[column]?.kind ?? "text";

const words: ReadonlySet<CellKind> = new Set(["text", "time", "date", "status", "via", "type", "code"]);

/** Whether a cell of this kind is read, not compared by its digits. */
export const isWords = (kind: CellKind): boolean => words.has(kind);
