import type { Filter } from "../filters/filter.ts";
import type { Phrases } from "./batch-writer.ts";
import type { Import, SentFile } from "./batch.ts";
import type { Change } from "./change.ts";
import type { DamageReason, FilePosition } from "./damage.ts";
import type { TextCounts } from "./text/text-scanner.ts";

/** The first message to a scanning thread. */
export interface ScanSettings {
  readonly file: string;
  readonly phrases: Phrases;
  readonly filter: Filter;
  readonly zone: string;
}

/** An order to a scanning thread: the lines that begin in a part of the file, or at the end all its words. */
export type ScanOrder =
  | {
      readonly index: number;
      readonly start: number;
      readonly end: number;
      /** Column buffers that were read and can be filled again. */
      readonly buffers: readonly SharedArrayBuffer[];
    }
  | "finish";

/** A batch on its way between threads. */
export interface SentBatch {
  readonly rows: number;
  readonly buffer: SharedArrayBuffer;
  /** Strings that the thread has not sent before; another edition begins with them. */
  readonly added: readonly string[];
  readonly edition: number;
  readonly imports: readonly Import[];
  readonly files: readonly SentFile[];
  readonly changes: readonly Change[];
  readonly mentions: ReadonlyArray<{ readonly row: number; readonly name: string }>;
}

/** A part of the file that was scanned. Its lines are counted from 1. */
export interface ScannedPart {
  readonly index: number;
  readonly batches: readonly SentBatch[];
  readonly damage: ReadonlyArray<{ readonly place: FilePosition; readonly reason: DamageReason }>;
  /** Newlines in the part. */
  readonly lines: number;
  readonly records: number;
  readonly settled: FilePosition;
  /** The part ends within a record: the file is not made of lines. */
  readonly isOpen: boolean;
}

export type ScanAnswer = ScannedPart | { readonly texts: TextCounts };
