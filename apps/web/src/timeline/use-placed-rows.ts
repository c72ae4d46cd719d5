import type { Blocked, RoomTimeline } from "@beseda/client";
import { useMemo, useState } from "react";
import { placeRows, type PlacedRows } from "./prepended.ts";
import { rowsOf } from "./rows.ts";

/** The rows of a room at indexes that stay their own while older ones arrive. */
export const usePlacedRows = ({ items, hasOlder }: RoomTimeline, blocked: Blocked): PlacedRows => {
  const rows = useMemo(() => rowsOf({ items, hasOlder }, blocked), [items, hasOlder, blocked]);
  const [placed, setPlaced] = useState(() => placeRows(rows, undefined));
  if (placed.rows === rows) return placed;
  const next = placeRows(rows, placed);
  setPlaced(next);
  return next;
};
