/** A word that is looked for: as it was typed, and what its forms have in common. */
export interface SoughtWord {
  readonly form: string;
  readonly stem: string;
}

/** Words that stand side by side. */
export type Reading = readonly SoughtWord[];

/** A part of a query that a text has to have. */
export interface Term {
  /** As it was typed, without its quotes. */
  readonly typed: string;
  /** Any of them is enough; the first is as it was typed. */
  readonly readings: readonly Reading[];
  /** Whether the words have to be exactly these: they stood in quotes. */
  readonly isExact: boolean;
  /** Whether the last word may be the beginning of one. */
  readonly isBeginning: boolean;
}

export type Attachment = "file" | "link";

/** What is looked for. */
export interface SearchQuery {
  readonly terms: readonly Term[];
  /** What a text must not have. */
  readonly without: readonly Term[];
  /** Names of authors: any of them. */
  readonly from: readonly string[];
  /** Names of rooms: any of them. */
  readonly in: readonly string[];
  /** Only what was said before this time, in milliseconds. */
  readonly before?: number;
  /** Only what was said at this time or later. */
  readonly since?: number;
  readonly has: readonly Attachment[];
  readonly isPinned: boolean;
}
