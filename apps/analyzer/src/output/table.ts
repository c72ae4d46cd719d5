/** What a column holds: how it is aligned and written. */
export type CellKind = "text" | "count" | "share" | "duration" | "time" | "code";

export interface Column {
  readonly title: string;
  readonly kind: CellKind;
}

export type Cell = string | number | null;

/** A report as every output shows it: the terminal, Markdown, CSV, HTML. */
export interface Table {
  readonly key: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: ReadonlyArray<readonly Cell[]>;
}
