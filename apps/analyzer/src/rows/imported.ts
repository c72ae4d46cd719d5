import type { Import } from "../input/batch.ts";
import { flag, type Columns } from "../input/columns.ts";

/** The ids of the messages that were imported, by the program that they are from. */
export type Imported = Map<string, Set<string>>;

/** Marks the rows of messages that were imported before (LOG-20). */
export const markRepeated = (known: Imported, imports: readonly Import[], { flags }: Columns): void => {
  for (const { row, from, id } of imports) {
    const ids = known.get(from) ?? new Set();
    known.set(from, ids);
    if (ids.has(id)) flags[row] = (flags[row] ?? 0) | flag.repeated;
    ids.add(id);
  }
};
