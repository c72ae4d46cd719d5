import type { Row } from "./rows.ts";

/** Virtual index of the first row of a fresh list; older rows count down from it, and it stays positive. */
const origin = 1_000_000_000;

/** A list of rows with the place of its first one. */
export interface PlacedRows {
  readonly rows: readonly Row[];
  readonly firstIndex: number;
}

/**
 * Gives rows their virtual index, such that every row that was there before keeps its own: the list then keeps the
 * reader's place while older rows arrive above. Messages that somebody else sent serve as landmarks, since they never
 * move or vanish; an own one moves when it is acknowledged.
 */
export const placeRows = (rows: readonly Row[], before: PlacedRows | undefined): PlacedRows => {
  if (before === undefined) return { rows, firstIndex: origin };
  const position = new Map(rows.map((row, index) => [row.key, index]));
  const landmark = before.rows.findIndex((row) => isLandmark(row) && position.has(row.key));
  const now = position.get(before.rows[landmark]?.key ?? "");
  if (now === undefined) return { rows, firstIndex: rows.length === 0 ? before.firstIndex : origin };
  return { rows, firstIndex: before.firstIndex + landmark - now };
};

const isLandmark = (row: Row): boolean => row.kind === "message" && row.message.seq > 0;
