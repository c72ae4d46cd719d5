import type { TimelineItem } from "@beseda/client";
import { isNews } from "./news.ts";

/**
 * The place of the line over the first unread message (the `seq` before it). It is set when the reader looks
 * away (scrolls up, hides the page, comes from another room) and stays on their return, so that they find the
 * place; it goes when there was nothing new, and when they answer.
 */
export interface UnreadLine {
  readonly after: number | undefined;
  readonly present: boolean;
  readonly ownCount: number;
  /** `seq` up to which the reader had read. */
  readonly mark: number;
}

export interface Seen {
  readonly items: readonly TimelineItem[];
  /** Whether the newest messages are under the reader's eyes. */
  readonly present: boolean;
  /** Whether nobody looks at the page: a mark that moves then was moved by another device. */
  readonly away?: boolean;
  /** `seq` up to which they have read. */
  readonly mark: number;
}

const countOwn = (items: readonly TimelineItem[]): number =>
  items.reduce((count, item) => (item.kind === "message" && item.own ? count + 1 : count), 0);

export const initialLine = ({ items, mark }: Seen): UnreadLine => ({
  after: items.some((item) => isNews(item, mark)) ? mark : undefined,
  present: false,
  ownCount: countOwn(items),
  mark,
});

/** Returns the line after what is seen now; the same object if nothing changed. */
export const nextLine = (line: UnreadLine, seen: Seen): UnreadLine => {
  const { items, present, mark } = seen;
  const ownCount = countOwn(items);
  const answered = ownCount > line.ownCount && items.at(-1)?.seq === 0;
  const after = answered ? undefined : afterOf(line, seen);
  const isSame = after === line.after && present === line.present && mark === line.mark;
  return isSame && ownCount === line.ownCount ? line : { after, present, ownCount, mark };
};

const afterOf = (line: UnreadLine, { items, present, away = false, mark }: Seen): number | undefined => {
  // Messages were made unread, here or on another device.
  if (mark < line.mark) return mark;
  const isReadElsewhere = away && line.after !== undefined && mark > line.after;
  const after = isReadElsewhere ? mark : line.after;
  if (line.present === present) return after;
  if (!present) return mark;
  return after !== undefined && items.some((item) => isNews(item, after)) ? after : undefined;
};
