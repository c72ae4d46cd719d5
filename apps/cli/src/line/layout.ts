import { graphemesOf, widthOf } from "../format/width.ts";

export interface Layout {
  readonly rows: readonly string[];
  /** The cursor's row, within `rows`. */
  readonly row: number;
  readonly column: number;
}

const tab = "    ";

/** Returns a grapheme as it is drawn: a tab has no reliable width of its own. */
const drawn = (grapheme: string): string => (grapheme === "\t" ? tab : grapheme);

/**
 * Breaks a text under edit into rows of at most `columns`, hard, as a terminal does, and finds the cursor;
 * after a full row it stands in column `columns`, for which the terminal needs one more.
 */
export const layOut = (text: string, cursor: number, columns: number): Layout => {
  const rows = [""];
  let width = 0;
  let index = 0;
  let place = { row: 0, column: 0 };
  const breakRow = (): void => {
    rows.push("");
    width = 0;
  };
  for (const grapheme of graphemesOf(text)) {
    const shape = drawn(grapheme);
    const needs = widthOf(shape);
    if (grapheme !== "\n" && width + needs > columns && width > 0) breakRow();
    if (index === cursor) place = { row: rows.length - 1, column: width };
    index += grapheme.length;
    if (grapheme === "\n") {
      breakRow();
    } else {
      rows[rows.length - 1] += shape;
      width += needs;
    }
  }
  if (cursor >= text.length) place = { row: rows.length - 1, column: width };
  return { rows, ...place };
};

export interface Viewport extends Layout {
  /** Rows above and below that do not fit. */
  readonly above: number;
  readonly below: number;
}

/** The part of a layout that fits into `height` rows, with the cursor in it. */
export const viewportOf = (layout: Layout, height: number): Viewport => {
  const last = Math.max(0, layout.rows.length - height);
  const above = Math.min(last, Math.max(0, layout.row - height + 1));
  const rows = layout.rows.slice(above, above + height);
  return { rows, row: layout.row - above, column: layout.column, above, below: last - above };
};
