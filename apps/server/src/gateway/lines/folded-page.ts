import { isOf, type AnyRecord, type RecordOf } from "@beseda/protocol";

/**
 * Records of a page as they are shown again: a message says what it says now (MSG-2), and what was done to messages of the
 * page has no line of its own.
 * @param later - records behind the page that did something to messages in it
 */
export const foldedPage = (
  page: readonly AnyRecord[],
  later: readonly AnyRecord[] = [],
): readonly AnyRecord[] => {
  const edits = new Map<number, RecordOf<"edited">>();
  for (const record of [...page, ...later]) if (isOf(record, "edited")) edits.set(record.target, record);
  const messages = new Set(page.flatMap((record) => (isOf(record, "message") ? [record.seq] : [])));
  return page.flatMap((record): readonly AnyRecord[] => {
    if (isOf(record, "edited") || isOf(record, "reacted")) return messages.has(record.target) ? [] : [record];
    const edit = isOf(record, "message") && !record.deleted ? edits.get(record.seq) : undefined;
    return edit ? [{ ...record, message: edit.message, edited: true }] : [record];
  });
};
