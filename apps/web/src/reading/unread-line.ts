import type { TimelineItem } from "@beseda/client";
import { isNews } from "./read-marks.ts";

/**
 * The place of the line over the first unread message (the `seq` before it). It is set when the reader looks
 * away (scrolls up, hides the page, comes from another room) and stays on their return, so that they find the
 * place; it goes when there was nothing new, and when they answer.
 */
export interface UnreadLine {
  readonly after: number | undefined;
  readonly present: boolean;
  readonly ownCount: number;
}

export interface Seen {
  readonly items: readonly TimelineItem[];
  /** Whether the newest messages are under the reader's eyes. */
  readonly present: boolean;
  /** `seq` up to which they have read. */
  readonly mark: number;
}

const countOwn = (items: readonly TimelineItem[]): number =>
  items.reduce((count, item) => (item.kind === "message" && item.own ? count + 1 : count), 0);

export const initialLine = ({ items, mark }: Seen): UnreadLine => ({
  after: items.some((item) => isNews(item, mark)) ? mark : undefined,
  present: false,
  ownCount: countOwn(items),
});

/** Returns the line after what is seen now; the same object if nothing changed. */
export const nextLine = (line: UnreadLine, { items, present, mark }: Seen): UnreadLine => {
  const ownCount = countOwn(items);
  const answered = ownCount > line.ownCount && items.at(-1)?.seq === 0;
  const after = answered ? undefined : afterOf(line, { items, present, mark });
  if (after === line.after && present === line.present && ownCount === line.ownCount) return line;
  return { after, present, ownCount };
};

const afterOf = (line: UnreadLine, { items, present, mark }: Seen): number | undefined => {
  if (line.present === present) return line.after;
  if (!present) return mark;
  const { after } = line;
  return after !== undefined && items.some((item) => isNews(item, after)) ? after : undefined;
};
