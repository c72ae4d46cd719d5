import type { Locale } from "../locale.ts";
import { isKnown, isOf, type AnyRecord, type ChatRecord } from "../record.ts";
import { meanings, type Meaning, type Silence } from "./meaning.ts";

/** The row of a record's type; a table of all types knows no type for "that of this record". */
const meaningOf = (record: ChatRecord): Meaning<ChatRecord["type"]> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the row is that of the record's own type
  meanings[record.type] as Meaning<ChatRecord["type"]>;

/** What a person is told of a record, in a sentence or not at all; `""` for one that is shown as its author said it. */
export const toldOf = (record: ChatRecord, locale: Locale): string | Silence => {
  const { told } = meaningOf(record);
  return typeof told === "function" ? told(record, locale) : "";
};

/**
 * What the other people read of a record that is not a message; undefined for a message, and for what is shown to nobody.
 * What this version does not understand says so itself (LOG-12).
 */
export const noticeOf = (record: AnyRecord, locale: Locale): string | undefined => {
  if (!isKnown(record)) return record.message === "" ? undefined : record.message;
  if (isOf(record, "message")) return undefined;
  const told = toldOf(record, locale);
  return typeof told === "string" ? told : undefined;
};

/** Whether people are shown anything of a record. */
export const isShown = (record: AnyRecord): boolean =>
  isOf(record, "message") || noticeOf(record, "en") !== undefined;

/** Whether a record tells that somebody came or went. */
export const wayOf = (record: AnyRecord): "in" | "out" | undefined =>
  isKnown(record) ? meaningOf(record).way : undefined;

/** Whether a session came or went beside another one of the same person: nobody is told (SES-8). */
export const isQuiet = (record: AnyRecord): boolean =>
  (isOf(record, "connected") || isOf(record, "disconnected")) && record.quiet === true;

/** Whether a record has words of `client_id` in it: it is not shown to whoever has blocked them (DIR-4). */
export const hasOwnWords = (record: AnyRecord): boolean => {
  // What is not understood may be.
  if (!isKnown(record)) return true;
  const { hasOwnWords: has } = meaningOf(record);
  return typeof has === "function" ? has(record) : has;
};
