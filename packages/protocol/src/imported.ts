import { isPost, type AnyRecord, type Post } from "./record.ts";

/** Whether a message was said elsewhere, and imported (LOG-14, LOG-20). */
export const isImported = ({ said_at, imported }: Post): boolean =>
  said_at !== undefined || imported !== undefined;

/** Returns the time that people are shown: of an imported message that at which it was said. */
export const shownTimeOf = (record: AnyRecord): string =>
  isPost(record) ? (record.said_at ?? record.time) : record.time;
