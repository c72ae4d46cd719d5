import type { Names } from "../input/names.ts";
import type { Row } from "../input/row.ts";

/**
 * One report: a step over the rows of a log in their order, and what comes out at any moment of it.
 *
 * The state is plain data (objects, arrays, maps, sets, typed arrays), so that it can be saved and taken up again.
 * `result` MUST leave the state as it is: more rows may follow.
 */
export interface Fold<Key extends string, State, Result> {
  readonly key: Key;
  readonly init: () => State;
  readonly step: (state: State, row: Row) => void;
  readonly result: (state: State, names: Names) => Result;
}

export const defineFold = <Key extends string, State, Result>(
  fold: Fold<Key, State, Result>,
): Fold<Key, State, Result> => fold;
