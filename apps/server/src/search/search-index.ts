import type { LogEntry } from "@beseda/log";
import type { SearchQuery } from "@beseda/search";

/** A room that somebody may read, and the first record of it that they may read. */
export type ReadableRoom = readonly [room: string, from: number];

/** Where a page ends: the next one goes on behind it. */
export interface SearchPlace {
  /** How well its last hit fits: 0 is best. Always 0 where the newest come first. */
  readonly tier: number;
  /** `seq` of its last hit. */
  readonly seq: number;
}

/** What somebody looks for. */
export interface Wanted {
  readonly query: SearchQuery;
  /** The rooms to look in: no others. */
  readonly rooms: readonly ReadableRoom[];
  /** Clients who go by the names of `query.from` now, whatever they were called. */
  readonly clients: readonly string[];
  /** Clients whose messages are left out. */
  readonly without: readonly string[];
  /** Where only some messages come into question: their `seq`s. */
  readonly among?: readonly number[];
  readonly order: "newest" | "best";
  readonly after?: SearchPlace;
  readonly limit: number;
}

/** A message that was found. */
export interface FoundMessage {
  /** `seq` of the message. */
  readonly seq: number;
  /** `seq` of the record that has what it says now: its own, or that of an edit. */
  readonly text: number;
}

export interface FoundMessages {
  readonly found: readonly FoundMessage[];
  /** Where to go on; undefined at the end. A page may be short, or empty, and not be the last one. */
  readonly next?: SearchPlace;
}

/** The part of a log that an index has. */
export interface IndexedPart {
  readonly log: string;
  readonly run: string;
  /** Everything up to here is in the index. */
  readonly seq: number;
}

/** Why an index cannot take, or find, anything at the moment. */
export type IndexTrouble = "disk-full" | "disk-failed";

/**
 * What was said, findable by its words (SRCH-4 … SRCH-6): a reader of the log at a cursor of its own.
 *
 * An implementation MUST keep what `take` got before it resolves, together with the part that it has then: an
 * end at any moment leaves the index as it was before or after. It MUST find the newest text of a message and
 * no other, and MUST NOT list words of a text that was changed or taken back. The log still has such a text; of one
 * that was taken out of the log, nothing MUST be left. It MAY lose everything
 * at any time: then its part begins at 0.
 */
export interface SearchIndex {
  /** Looks what is there; an index that is damaged, or of another version, is made anew. @throws {SearchFailedError} */
  open(): Promise<void>;
  /** Undefined where it is empty, or not opened. */
  readonly part: IndexedPart | undefined;
  readonly trouble: IndexTrouble | undefined;
  /**
   * Takes the records that follow its part, in order.
   * @returns whether it has them; if not, it has lost everything and begins anew
   * @throws {SearchFailedError} it could not keep them: its part is what it was
   */
  take(entries: readonly LogEntry[], part: IndexedPart): Promise<boolean>;
  /** Called when it has lost everything, whoever asked for what: it is to be fed from the beginning. */
  onLoss: () => void;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** @throws {SearchFailedError} */
  find(wanted: Wanted): Promise<FoundMessages>;
  close(): Promise<void>;
}

/** The index does not work at the moment. Everything else does. */
export class SearchFailedError extends Error {
  override readonly name = "SearchFailedError";
  readonly trouble: IndexTrouble;

  constructor(trouble: IndexTrouble, cause: unknown) {
    super(`the search index does not work: ${trouble}`, { cause });
    this.trouble = trouble;
  }
}
