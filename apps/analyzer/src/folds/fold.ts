import type { TextCounts } from "../input/text/text-scanner.ts";
import type { Names } from "../rows/names.ts";
import type { DaySet } from "../rows/day-set.ts";
import type { Presences } from "../rows/presence.ts";
import type { Row } from "../rows/row.ts";
import type { SessionSpans } from "../rows/session-span.ts";

/** The context that a fold may use when it is asked for its result. */
export interface FoldContext {
  readonly names: Names;
  /** Newest name of a client, its id if it has none. */
  readonly nameOf: (client: number) => string;
  readonly idOf: (client: number) => string;
  readonly stays: SessionSpans;
  /** Days on which each client did something, by index; undefined for one that did nothing. */
  readonly days: ReadonlyArray<DaySet | undefined>;
  /** How long each client was there, by index. */
  readonly presences: Readonly<Presences>;
  readonly clients: number;
  readonly rooms: number;
  /** Messages of people. */
  readonly said: number;
  /** Records of each type. */
  readonly types: ReadonlyMap<string, number>;
  /** Words, emoji and links, counted where the texts were read. */
  readonly texts: readonly TextCounts[];
  /** Those of them that count no longer. */
  readonly taken: readonly TextCounts[];
  /** Time of the first and of the newest row, NaN without any. */
  readonly first: number;
  readonly last: number;
  /** Whether records were left out, so that a missing one means nothing. */
  readonly isFiltered: boolean;
  /** Places that could not be read. */
  readonly damaged: number;
  readonly records: number;
}

/**
 * One report: a step over the rows of a log in their order, and what comes out at any moment of it.
 *
 * The state is plain data (objects, arrays, maps, sets, typed arrays), so that it can be saved and taken up again.
 * `result` MUST leave the state as it is: more rows may follow.
 */
export interface Fold<Key extends string, State, Result> {
  readonly key: Key;
  /** The types of records that `step` is called with; all of them unless given. */
  readonly types?: readonly string[];
  readonly init: () => State;
  readonly step: (state: State, row: Row) => void;
  /** Counts the text of a message that `step` was called with: off (-1) when it was changed, then the new one (1). */
  readonly reword?: (state: State, row: Row, by: 1 | -1) => void;
  readonly result: (state: State, context: FoldContext) => Result;
}

export const defineFold = <Key extends string, State, Result>(
  fold: Fold<Key, State, Result>,
): Fold<Key, State, Result> => fold;
