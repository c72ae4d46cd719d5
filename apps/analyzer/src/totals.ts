import type { Damage } from "./input/damage.ts";

/** Totals of everything read so far. Plain data. */
export interface Totals {
  files: string[];
  bytes: number;
  records: number;
  badRecords: number;
  damage: Damage[];
  said: number;
  types: Map<string, { count: number }>;
  first: number;
  last: number;
}

export const noTotals = (): Totals => ({
  files: [],
  bytes: 0,
  records: 0,
  badRecords: 0,
  damage: [],
  said: 0,
  types: new Map(),
  first: Number.NaN,
  last: Number.NaN,
});
