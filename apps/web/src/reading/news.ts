import type { TimelineItem } from "@beseda/client";

/** Whether an item is news: a message of somebody else. Coming and going never counts, nor what was taken back or imported. */
export const isNews = (item: TimelineItem, after: number): boolean =>
  item.kind === "message" && !item.own && !item.deleted && !item.imported && item.seq > after;

/** Counts messages of others after a mark. Items are in order, so it looks only at the end. */
export const unreadCount = (items: readonly TimelineItem[], after: number): number => {
  let count = 0;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item === undefined || (item.seq !== 0 && item.seq <= after)) break;
    if (isNews(item, after)) count += 1;
  }
  return count;
};

/** `seq` of the newest item that the server has, 0 for none. */
export const newestSeq = (items: readonly TimelineItem[]): number =>
  items.findLast((item) => item.seq > 0)?.seq ?? 0;
