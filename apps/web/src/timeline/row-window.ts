import type { TimelineItem } from "@beseda/client";

/**
 * The part of the loaded items that is in the page, by their places in the log: so it stays the same while
 * older ones arrive above and newer ones below.
 */
export interface RowWindow {
  /** `seq` of the first item. */
  readonly from: number;
  /** `seq` of the last item; undefined: items that arrive are in the page too. */
  readonly to: number | undefined;
}

type Items = readonly TimelineItem[];

/** Rows in the page when a room opens, and rows added at a time: more than two screens. */
const pageRows = 60;
/** Rows in the page at most; rows beyond them, far from the reader, leave it. */
const mostRows = 300;

/** Returns an item's place; an item that is not in the log yet comes after all that are. */
const placeOf = ({ seq }: TimelineItem): number => (seq === 0 ? Number.POSITIVE_INFINITY : seq);

/** Returns the index of the first item at a place or after it. */
const indexAt = (items: Items, seq: number): number => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && placeOf(item) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Whether an item begins a row: notices without a message between them are one. */
const beginsRow = (items: Items, index: number): boolean =>
  items[index]?.kind === "message" || items[index - 1]?.kind !== "notice";

const rowsBefore = (items: Items, end: number, rows: number): number => {
  let index = end;
  for (let left = rows; index > 0 && left > 0;) {
    index -= 1;
    if (beginsRow(items, index)) left -= 1;
  }
  return index;
};

const rowsAfter = (items: Items, start: number, rows: number): number => {
  let index = start;
  for (let left = rows; index < items.length; index += 1) {
    if (beginsRow(items, index)) left -= 1;
    if (left < 0) break;
  }
  return index;
};

const seqAt = (items: Items, index: number): number => items[index]?.seq ?? 0;

/** Returns a window's end before an index; open at the end, or after an item that is not in the log yet. */
const upTo = (items: Items, end: number): number | undefined =>
  end >= items.length || seqAt(items, end - 1) === 0 ? undefined : seqAt(items, end - 1);

/** Returns a window of the newest items, and any that arrive. */
export const atTheEnd = (items: Items): RowWindow => ({
  from: seqAt(items, rowsBefore(items, items.length, pageRows)),
  to: undefined,
});

/** Returns a window of the items around one of them. */
export const around = (items: Items, index: number): RowWindow => ({
  from: seqAt(items, rowsBefore(items, index, pageRows)),
  to: upTo(items, rowsAfter(items, index, pageRows)),
});

/** Returns the beginning and the end of a window as indexes; the end is not included. */
const boundsOf = (items: Items, { from, to }: RowWindow): readonly [start: number, end: number] => [
  indexAt(items, from),
  to === undefined ? items.length : indexAt(items, to + 1),
];

/** Adds a page at the upper end; removes excess rows at the lower one. */
export const earlier = (items: Items, window: RowWindow): RowWindow => {
  const [start, end] = boundsOf(items, window);
  const first = rowsBefore(items, start, pageRows);
  const last = rowsAfter(items, first, mostRows);
  return { from: seqAt(items, first), to: last < end ? upTo(items, last) : window.to };
};

/** Adds a page at the lower end; removes excess rows at the upper one. */
export const later = (items: Items, window: RowWindow): RowWindow => {
  const [start, end] = boundsOf(items, window);
  const last = rowsAfter(items, end, pageRows);
  const first = rowsBefore(items, last, mostRows);
  return { from: first > start ? seqAt(items, first) : window.from, to: upTo(items, last) };
};

/** Closes a window, so that items that arrive from now on are not in it. */
export const ended = (items: Items, { from, to }: RowWindow): RowWindow => ({
  from,
  to: to ?? items.findLast(({ seq }) => seq > 0)?.seq,
});

/** Removes excess rows at the upper end, for a reader at the lower one. */
export const shortened = (items: Items, window: RowWindow): RowWindow => {
  const [start, end] = boundsOf(items, window);
  if (rowsBefore(items, end, mostRows) <= start) return window;
  return { from: seqAt(items, rowsBefore(items, end, pageRows * 2)), to: window.to };
};

/** The loaded items that a window shows. */
export interface ShownItems {
  /** If `hasOlder`, the first one is not shown: it only decides about the next. */
  readonly items: Items;
  /** Whether anything comes before, loaded or not. */
  readonly hasOlder: boolean;
  /** The item that comes after. */
  readonly next: TimelineItem | undefined;
  /** Whether loaded ones come before. */
  readonly hasLoadedBefore: boolean;
}

export const shownItems = (items: Items, window: RowWindow, hasOlder: boolean): ShownItems => {
  const [start, end] = boundsOf(items, window);
  return {
    items: items.slice(Math.max(0, start - 1), end),
    hasOlder: hasOlder || start > 0,
    next: items[end],
    hasLoadedBefore: start > 0,
  };
};

/** Whether a window shows nothing: its items may be gone with another log. */
export const isEmpty = (items: Items, window: RowWindow): boolean => {
  const [start, end] = boundsOf(items, window);
  return start >= end;
};
