import type { Table, TableKey } from "../table.ts";
import { sparkline, squeezed } from "./blocks.ts";
import { toned } from "./style.ts";
import { textTable, type Pen } from "./text-table.ts";
import { largest } from "../../extremes.ts";

const timelines: ReadonlySet<TableKey> = new Set(["activity-timeline", "online-timeline"]);
const weeks: ReadonlySet<TableKey> = new Set(["activity-week", "online-week"]);
/** Wide enough for a line of a month's days. */
const widest = 100;

const value = (cell: unknown): number => (typeof cell === "number" ? cell : 0);

/** A timeline as one line of blocks, with its ends and its highest value. */
const timeline = ({ rows }: Table, { style, writer }: Pen): string[] => {
  const width = Math.min(widest, style.width ?? widest);
  const values = rows.map((row) => value(row[1]));
  const ends = `${String(rows[0]?.[0])} – ${String(rows.at(-1)?.[0])}`;
  const max = writer.cell(largest(values), "number");
  return [
    toned(sparkline(squeezed(values, width)), "bar", style),
    toned(`${ends}  ▔ ${max}`, "quiet", style),
  ];
};

/** A week as seven lines of 24 blocks, all to one scale. */
const week = ({ rows }: Table, { style }: Pen): string[] => {
  const all = rows.flatMap((row) => row.slice(1).map(value));
  const blocks = sparkline(all);
  const hours = "0     6     12    18   23";
  const width = largest(rows.map((row) => String(row[0]).length));
  return [
    ...rows.map((row, at) => {
      const line = blocks.slice(at * 24, at * 24 + 24);
      return `${String(row[0]).padEnd(width)}  ${toned(line, "bar", style)}`;
    }),
    toned(`${" ".repeat(width)}  ${hours}`, "quiet", style),
  ];
};

/** A table as lines: drawn if a drawing says more, and rows otherwise. */
export const linesOf = (table: Table, pen: Pen): string[] => {
  if (pen.style.isDrawn && timelines.has(table.key)) return timeline(table, pen);
  if (pen.style.isDrawn && weeks.has(table.key)) return week(table, pen);
  return textTable(table, pen);
};
