import type { AnyRecord, ChatError, Limits, Locale, RecordOf } from "@beseda/protocol";
import type { Session } from "../../session/session.ts";

/** What somebody who came is greeted with. */
export interface Greeted {
  readonly session: Session;
  readonly room: string;
  /** Where the log is. */
  readonly seq: number;
  readonly limits: Limits;
  /** Whether the first words were said already. */
  readonly isWelcomed: boolean;
  /** How many records of before come next. */
  readonly records: number;
}

/** What a client called something that it sent. */
export type ClientId = string | number;

/** Why something was not done. */
export interface Refused {
  readonly code: string;
  readonly sentence: string;
  readonly id?: ClientId | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** How a record is looked at. */
export interface View {
  readonly session: Session;
  /** The room that is talked in. */
  readonly room: string;
  /** A message has its `#seq` in front. */
  readonly isNumbered: boolean;
  /** It is shown again. */
  readonly isHistory: boolean;
}

/** How a conversation ends. */
export interface Parting {
  readonly code: number;
  /** In the session's language; a hint for programs may stand behind it. */
  readonly reason: string;
  readonly locale: Locale;
}

/**
 * How what is told becomes lines: sentences for people, or JSON for programs (PRG-9). Whatever people put into it, a
 * line is one line, clean (TXT-7).
 */
export interface LineFormat {
  greeting(greeted: Greeted): readonly string[];
  /** Before records that are not new: what they are. */
  historyHead(records: number, room: string, locale: Locale): readonly string[];
  /** Between records of two days. */
  day(time: string, locale: Locale): readonly string[];
  /** What a command answers, in sentences. */
  answer(sentences: readonly string[], id?: ClientId): readonly string[];
  /** What waits for a person who comes, in sentences. */
  waiting(sentences: readonly string[]): readonly string[];
  /** What somebody may do who has to log in first. */
  enterFirst(locale: Locale): readonly string[];
  refusal(refused: Refused, locale: Locale): readonly string[];
  acknowledgement(record: RecordOf<"message">, locale: Locale, id?: ClientId): readonly string[];
  /** A record that people of its room see; the same array for all who see it in one way. None for what only programs of the protocol read. */
  record(record: AnyRecord, view: View): readonly string[];
  /** A record that concerns one person although it is of none of their rooms, in a sentence. */
  news(record: AnyRecord, sentence: string): readonly string[];
  parting(parting: Parting): readonly string[];
}

/** What a refusal says. */
export const refusedBy = (error: ChatError, locale: Locale, id?: ClientId): Refused => ({
  code: error.code,
  sentence: error.in(locale),
  id,
  retryAfterMs: error.retryAfterMs,
});
