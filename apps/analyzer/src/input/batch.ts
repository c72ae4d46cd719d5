import type { Change } from "./change.ts";
import type { Columns } from "./columns.ts";
import type { DamageReason, FilePosition } from "./damage.ts";

/** The strings of a reader by their indexes: the same object with batch after batch, with more strings at its end. */
export interface Strings {
  readonly texts: readonly string[];
  /** Grows when the indexes begin anew, and stand for other strings. */
  readonly edition: number;
}

/** Where a message of a batch was imported from. */
export interface Import {
  readonly row: number;
  readonly from: string;
  readonly id: string;
}

/** A file that a row of a batch is about. */
export interface SentFile {
  readonly row: number;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

/** A run of records of a log, by columns, as it goes from the reader to the folds. */
export interface Batch {
  readonly rows: number;
  readonly columns: Columns;
  /** The strings that the indexes in the columns stand for. */
  readonly strings: Strings;
  /** Messages that were imported: by the program and their id there. */
  readonly imports: readonly Import[];
  readonly files: readonly SentFile[];
  /** What records do to the texts of messages, also records that are not asked for. */
  readonly changes: readonly Change[];
  /** People that are named in messages, by `@`. */
  readonly mentions: ReadonlyArray<{ readonly row: number; readonly name: string }>;
}

/** Gets the content of a log, in its order. */
export interface LogSink {
  /** Returns the columns to fill next: those of the batch, when it is done with them, or other empty ones. */
  batch(batch: Batch): Columns;
  damage(place: FilePosition, reason: DamageReason): void;
}
