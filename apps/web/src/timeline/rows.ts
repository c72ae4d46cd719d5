import {
  isFolded,
  isLaidOver,
  type Blocked,
  type RoomTimeline,
  type TimelineItem,
  type TimelineMessage,
  type TimelineNotice,
} from "@beseda/client";
import { dayOf } from "../locale/calendar.ts";

/** A row of the list, from top to bottom. */
export type Row =
  /** The row over the very first item of a room. */
  | { readonly kind: "beginning"; readonly key: "beginning" }
  | { readonly kind: "day"; readonly key: string; readonly day: string }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: TimelineMessage;
      /** Whether it is the first or the last of what one person said without a break. */
      readonly opens: boolean;
      readonly closes: boolean;
    }
  /** Consecutive messages of people whom the person has blocked: there, but not shown at first (DIR-4). */
  | { readonly kind: "folded"; readonly key: string; readonly items: readonly TimelineItem[] }
  /** Comings and goings without a message between them, folded into one line. */
  | { readonly kind: "notices"; readonly key: string; readonly notices: readonly TimelineNotice[] };

/** A longer silence begins a new group. */
const groupGapMs = 5 * 60_000;

const belongTogether = (before: TimelineItem | undefined, after: TimelineItem | undefined): boolean =>
  before?.kind === "message" &&
  after?.kind === "message" &&
  !before.action &&
  !after.action &&
  before.client_id === after.client_id &&
  before.own === after.own &&
  before.name === after.name &&
  Math.abs(Date.parse(after.time) - Date.parse(before.time)) <= groupGapMs;

interface Placed {
  readonly item: TimelineItem;
  readonly day: string;
}

/** Days never go back, even if this machine's clock, which dates unsent messages, is behind the server's. */
const placed = (items: readonly TimelineItem[]): readonly Placed[] => {
  let latest = "";
  return items.map((item) => {
    const day = dayOf(item.time);
    if (day > latest) latest = day;
    return { item, day: latest };
  });
};

/** Returns a run of similar items of one day, and the index of the item after it. */
const runFrom = (list: readonly Placed[], start: number, isAlike: (item: TimelineItem) => boolean) => {
  const items: TimelineItem[] = [];
  let index = start;
  for (; index < list.length; index += 1) {
    const entry = list[index];
    if (entry === undefined || entry.day !== list[start]?.day || !isAlike(entry.item)) break;
    items.push(entry.item);
  }
  return { items, next: index };
};

const isNotice = (item: TimelineItem): item is TimelineNotice => item.kind === "notice";

export interface RowSource extends Pick<RoomTimeline, "items" | "hasOlder"> {
  /** The item after these, which is not shown: it decides whether the last one ends a group. */
  readonly next?: TimelineItem | undefined;
}

const nobody: Blocked = { has: () => false };

/**
 * The rows of a room.
 *
 * Rows of loaded items MUST NOT change when older ones arrive above them, or the list would jump under the reader's
 * eyes. Whether an item begins a day or a group depends on the one before it; so while older items exist, the oldest
 * loaded one is not shown: it only decides about the next. (A fold of notices at the very top may still grow in
 * number, not in height.)
 */
export const rowsOf = (
  { items, hasOlder, next: following }: RowSource,
  blocked: Blocked = nobody,
): readonly Row[] => {
  const isHidden = (item: TimelineItem): boolean => isFolded(item, blocked);
  const shown = items.filter((item) => !isLaidOver(item));
  const all = placed(following === undefined ? shown : [...shown, following]);
  const list = all.slice(0, shown.length);
  const rows: Row[] = hasOlder || list.length === 0 ? [] : [{ kind: "beginning", key: "beginning" }];
  let index = hasOlder ? 1 : 0;
  while (index < list.length) {
    const current = list[index];
    if (current === undefined) break;
    const { item, day } = current;
    const before = list[index - 1];
    const dayBegins = before?.day !== day;
    if (dayBegins) rows.push({ kind: "day", key: `day ${item.key}`, day });
    if (isHidden(item)) {
      const { items: hidden, next } = runFrom(list, index, isHidden);
      rows.push({ kind: "folded", key: `folded ${item.key}`, items: hidden });
      index = next;
      continue;
    }
    if (item.kind === "notice") {
      const { items: run, next } = runFrom(list, index, (other) => isNotice(other) && !isHidden(other));
      rows.push({ kind: "notices", key: `notices ${item.key}`, notices: run.filter(isNotice) });
      index = next;
      continue;
    }
    const after = all[index + 1];
    rows.push({
      kind: "message",
      key: item.key,
      message: item,
      opens: dayBegins || !belongTogether(before?.item, item),
      closes: after?.day !== day || !belongTogether(item, after.item),
    });
    index += 1;
  }
  return rows;
};
