import type { Columns } from "./columns.ts";
import type { DamageReason, Place } from "./damage.ts";

/** A run of records of a log, by columns: what goes from the reader to the folds. */
export interface Batch {
  readonly rows: number;
  readonly columns: Columns;
  /**
   * What the indexes in the columns stand for. A reader gives the same array with batch after batch, with more strings
   * at its end; another array says that the indexes from now on stand for other strings.
   */
  readonly strings: readonly string[];
  /** People that are named in messages, by `@`. */
  readonly mentions: ReadonlyArray<{ readonly row: number; readonly name: string }>;
}

/** Gets what a log has, in its order. */
export interface LogSink {
  /** Returns the columns to fill next: those of the batch, when it is done with them, or other empty ones. */
  batch(batch: Batch): Columns;
  damage(place: Place, reason: DamageReason): void;
}
