import { isOf, isPost, type AnyRecord, type RecordOf } from "@beseda/protocol";

/**
 * Returns the records of a page as they are shown again: a message has its present text (MSG-2), and changes
 * to messages of the page have no line of their own.
 * @param later - records after the page that changed messages in it
 */
export const foldedPage = (
  page: readonly AnyRecord[],
  later: readonly AnyRecord[] = [],
): readonly AnyRecord[] => {
  const edits = new Map<number, RecordOf<"edited">>();
  for (const record of [...page, ...later]) if (isOf(record, "edited")) edits.set(record.target, record);
  const messages = new Set(page.flatMap((record) => (isPost(record) ? [record.seq] : [])));
  return page.flatMap((record): readonly AnyRecord[] => {
    if (isOf(record, "edited") || isOf(record, "reacted")) return messages.has(record.target) ? [] : [record];
    const edit = isOf(record, "message") && !record.deleted ? edits.get(record.seq) : undefined;
    return edit ? [{ ...record, message: edit.message, edited: true }] : [record];
  });
};
