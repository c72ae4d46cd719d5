import type { AnyRecord, ChatError, Limits, Locale, RecordOf } from "@beseda/protocol";
import type { Session } from "../../session/session.ts";

/** The data with which a newcomer is greeted. */
export interface Greeted {
  readonly session: Session;
  readonly room: string;
  /** The newest `seq` of the log. */
  readonly seq: number;
  readonly limits: Limits;
  /** Whether the first words were sent already. */
  readonly isWelcomed: boolean;
  /** The number of earlier records that come next. */
  readonly records: number;
}

/** A client's own id for something that it sent. */
export type ClientId = string | number;

/** A refusal and its reason. */
export interface Refused {
  readonly code: string;
  readonly sentence: string;
  readonly id?: ClientId | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** The way in which a record is viewed. */
export interface View {
  readonly session: Session;
  /** The current room. */
  readonly room: string;
  /** Whether a message begins with its `#seq`. */
  readonly isNumbered: boolean;
  /** Whether the record is shown again. */
  readonly isHistory: boolean;
  /** Whether the record is the one that was asked for. */
  readonly isHit: boolean;
}

/** Older records that come next. */
export interface HistoryHead {
  readonly room: string;
  readonly records: number;
  /** `seq` of the record that they surround; missing for the newest ones of the room. */
  readonly hit?: number | undefined;
}

/** The end of a conversation. */
export interface Parting {
  readonly code: number;
  /** The reason in the session's language; a hint for programs may follow it. */
  readonly reason: string;
  readonly locale: Locale;
}

/**
 * Turns output into lines: sentences for people, or JSON for programs (PRG-9). Whatever people put into it,
 * each line is a single, clean line (TXT-7).
 */
export interface LineFormat {
  greeting(greeted: Greeted): readonly string[];
  /** Returns the lines before older records that say what they are. */
  historyHead(head: HistoryHead, locale: Locale): readonly string[];
  /** Returns the lines between records of two days. */
  day(time: string, locale: Locale): readonly string[];
  /** Returns the answer to a command, given in sentences. */
  answer(sentences: readonly string[], id?: ClientId): readonly string[];
  /** Returns what waits for a newcomer, given in sentences. */
  waiting(sentences: readonly string[]): readonly string[];
  /** Returns what a person may do who has to log in first. */
  enterFirst(locale: Locale): readonly string[];
  refusal(refused: Refused, locale: Locale): readonly string[];
  acknowledgement(record: RecordOf<"message">, locale: Locale, id?: ClientId): readonly string[];
  /**
   * Returns the lines of a record for people of its room; the same array for all with the same view. None for
   * a record that only programs of the protocol read.
   */
  record(record: AnyRecord, view: View): readonly string[];
  /**
   * Returns the lines of a record that concerns one person although it is of none of their rooms, given as a
   * sentence.
   */
  news(record: AnyRecord, sentence: string): readonly string[];
  parting(parting: Parting): readonly string[];
}

/** Returns the content of a refusal. */
export const refusedBy = (error: ChatError, locale: Locale, id?: ClientId): Refused => ({
  code: error.code,
  sentence: error.in(locale),
  id,
  retryAfterMs: error.retryAfterMs,
});
