import type { Locale } from "../locale.ts";
import { isKnown, isOf, isPost, type AnyRecord, type ChatRecord } from "../record.ts";
import { meanings, type Meaning, type Silence } from "./meaning.ts";

/** Returns the row of a record's type; a table of all types cannot express "the type of this record". */
const meaningOf = (record: ChatRecord): Meaning<ChatRecord["type"]> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the row is that of the record's own type
  meanings[record.type] as Meaning<ChatRecord["type"]>;

/** Returns the sentence for a record, or why there is none; `""` for one shown as its author said it. */
export const toldOf = (record: ChatRecord, locale: Locale): string | Silence => {
  const { told } = meaningOf(record);
  return typeof told === "function" ? told(record, locale) : "";
};

/**
 * Returns the sentence that others read for a record that is not a message; undefined for a message, and for
 * a record that is shown to nobody. A record that this version does not understand is shown by its own
 * `message` (LOG-12).
 */
export const noticeOf = (record: AnyRecord, locale: Locale): string | undefined => {
  if (!isKnown(record)) return record.message === "" ? undefined : record.message;
  if (isPost(record)) return undefined;
  const told = toldOf(record, locale);
  return typeof told === "string" ? told : undefined;
};

/** Whether people are shown anything of a record. */
export const isShown = (record: AnyRecord): boolean => isPost(record) || noticeOf(record, "en") !== undefined;

/** Returns whether a record says that somebody came or left; undefined for neither. */
export const wayOf = (record: AnyRecord): "in" | "out" | undefined =>
  isKnown(record) ? meaningOf(record).way : undefined;

/** Whether a session began or ended beside another one of the same person: nobody is notified (SES-8). */
export const isQuiet = (record: AnyRecord): boolean =>
  (isOf(record, "connected") || isOf(record, "disconnected")) && record.quiet === true;

/** Whether a record contains words of `client_id`: people who have blocked them are not shown it (DIR-4). */
export const hasOwnWords = (record: AnyRecord): boolean => {
  // A record that is not understood may contain them.
  if (!isKnown(record)) return true;
  const { hasOwnWords: has } = meaningOf(record);
  return typeof has === "function" ? has(record) : has;
};
