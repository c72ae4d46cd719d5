import stringWidth from "string-width";
import type { Texts } from "../../locale/en.ts";
import { isWords, kindOf, type CellKind, type Table, type TableKey } from "../table.ts";
import type { Writer } from "../writer.ts";
import { bar } from "./blocks.ts";
import { toned, type Style } from "./style.ts";
import { largest } from "../../extremes.ts";

/** The settings that a table is written with. */
export interface Pen {
  readonly style: Style;
  readonly texts: Texts;
  readonly writer: Writer;
}

interface TextColumn {
  readonly kind: CellKind;
  readonly title: string;
  readonly cells: readonly string[];
  readonly width: number;
}

const gap = "  ";
/** Text of people is cut to this if the width is limited. */
const longestText = 28;
const shortestBar = 6;
const longestBar = 24;

/** Tables with a row for each hour, or length: half of them would say nothing. */
const whole: ReadonlySet<TableKey> = new Set([
  "sessions",
  "session-lengths",
  "sessions-by-hour",
  "disconnects-by-hour",
]);

const pad = (text: string, width: number, kind: CellKind): string => {
  const blank = " ".repeat(Math.max(0, width - stringWidth(text)));
  return isWords(kind) ? text + blank : blank + text;
};

const cut = (text: string, width: number): string => {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (stringWidth(kept + character) >= width) break;
    kept += character;
  }
  return `${kept}…`;
};

const textColumns = (table: Table, rows: Table["rows"], { writer, style }: Pen): TextColumn[] =>
  table.columns.map(({ title, kind }, index) => {
    const limit = style.width === undefined ? Infinity : table.facts ? style.width >> 1 : longestText;
    const cells = rows.map((row, at) =>
      cut(writer.cell(row[index] ?? null, kindOf(table, at, index)), limit),
    );
    const widths = [title, ...cells].map((text) => stringWidth(text));
    return { kind, title, cells, width: largest(widths) };
  });

/** The first columns, as many as there is room for. */
const fitting = (columns: readonly TextColumn[], width = Infinity): TextColumn[] => {
  let used = -gap.length;
  return columns.filter((column, index) => {
    used += column.width + gap.length;
    return index === 0 || used <= width;
  });
};

const widthOf = (columns: readonly TextColumn[]): number =>
  columns.reduce((sum, { width }) => sum + width + gap.length, -gap.length);

const bars = (table: Table, rows: Table["rows"], room: number): string[] => {
  const { bar: column } = table;
  if (column === undefined || room < shortestBar) return rows.map(() => "");
  const values = rows.map((row) => Number(row[column] ?? 0));
  const max = largest(values);
  return values.map((value) => (max > 0 ? bar(value / max, Math.min(room, longestBar)) : ""));
};

const line = (columns: readonly TextColumn[], texts: readonly string[]): string =>
  columns
    .map((column, index) => pad(texts[index] ?? "", column.width, column.kind))
    .join(gap)
    .trimEnd();

/** A table as aligned lines, with bars if there is room for them. */
export const textTable = (table: Table, pen: Pen): string[] => {
  const { style, texts } = pen;
  const rows = table.facts || whole.has(table.key) ? table.rows : table.rows.slice(0, style.rows);
  const columns = fitting(textColumns(table, rows, pen), style.width);
  const room = style.isDrawn ? (style.width ?? 0) - widthOf(columns) - gap.length : 0;
  const drawn = bars(table, rows, room);
  const head = table.facts
    ? []
    : [
        toned(
          line(
            columns,
            columns.map(({ title }) => title),
          ),
          "head",
          style,
        ),
      ];
  const body = rows.map((_, at) => {
    const cells = columns.map(({ cells: all }) => all[at] ?? "");
    const text = line(columns, cells);
    if (drawn[at] === undefined || drawn[at] === "") return text;
    return text + " ".repeat(widthOf(columns) - stringWidth(text)) + gap + toned(drawn[at], "bar", style);
  });
  const left = table.rows.length - rows.length;
  return [...head, ...body, ...(left > 0 ? [toned(texts.more(left), "quiet", style)] : [])];
};
