import { useSyncExternalStore } from "react";
import type { Cell } from "./cell.ts";

/** The value of a cell; the component renders again when it changes. */
export const useCell = <Value>(cell: Pick<Cell<Value>, "get" | "subscribe">): Value =>
  useSyncExternalStore(cell.subscribe, cell.get, cell.get);
