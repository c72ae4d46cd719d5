import type { Names } from "../input/names.ts";
import type { Row } from "../input/row.ts";
import type { Fold } from "./fold.ts";

/** A fold with its state. */
export interface RunningFold<Key extends string = string, Result = unknown> {
  readonly key: Key;
  step(row: Row): void;
  result(names: Names): Result;
}

export const run = <Key extends string, State, Result>(
  fold: Fold<Key, State, Result>,
): RunningFold<Key, Result> => {
  const state = fold.init();
  return {
    key: fold.key,
    step: (row) => fold.step(state, row),
    result: (names) => fold.result(state, names),
  };
};
