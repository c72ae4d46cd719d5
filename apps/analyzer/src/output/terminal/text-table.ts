import stringWidth from "string-width";
import type { Locale } from "@beseda/protocol";
import { formatCell } from "../format-cell.ts";
import type { CellKind, Table } from "../table.ts";

const alignsLeft = (kind: CellKind): boolean => kind === "text" || kind === "time";

const pad = (text: string, width: number, kind: CellKind): string => {
  const blank = " ".repeat(Math.max(0, width - stringWidth(text)));
  return alignsLeft(kind) ? text + blank : blank + text;
};

/** A table as aligned lines of text. */
export const textTable = (table: Table, locale: Locale): string[] => {
  const kinds = table.columns.map((column) => column.kind);
  const lines = [
    table.columns.map((column) => column.title),
    ...table.rows.map((row) => row.map((cell, at) => formatCell(cell, kinds[at] ?? "text", locale))),
  ];
  const widths = kinds.map((_, at) => Math.max(...lines.map((line) => stringWidth(line[at] ?? ""))));
  return [
    table.title,
    ...lines.map((line) =>
      line
        .map((text, at) => pad(text, widths[at] ?? 0, kinds[at] ?? "text"))
        .join("  ")
        .trimEnd(),
    ),
    "",
  ];
};
