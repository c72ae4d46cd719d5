import type { Cell, CellKind, Column, Table } from "../table.ts";

/** Units in names: programs read numbers as they are. */
const units: Partial<Record<CellKind, string>> = { duration: "_ms" };

const snake = (key: string): string => key.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);

const nameOf = ({ key, part, kind }: Pick<Column, "key" | "part" | "kind">): string =>
  part === undefined ? snake(key) + (units[kind] ?? "") : `${snake(key)}_${part}`;

/** The names of the columns of a table for programs: same in every language. */
export const headersOf = ({ columns }: Table): string[] => columns.map(nameOf);

/** The cells of a row for programs: numbers and times as they are, facts by the names of facts. */
export const valuesOf = (table: Table, index: number): Cell[] => {
  const [first, ...rest] = table.rows[index] ?? [];
  const fact = table.facts?.[index];
  return [fact ? nameOf(fact) : (first ?? null), ...rest];
};
