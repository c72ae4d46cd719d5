import type { RoomTimeline, TimelineItem } from "@beseda/client";
import { useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { newestSeq } from "../reading/news.ts";
import { useHeld } from "../reading/use-held.ts";
import { useUnreadLine } from "../reading/use-unread-line.ts";
import { ReadingPlace } from "./reading-place.ts";
import * as windows from "./row-window.ts";
import { useAnswered } from "./use-answered.ts";
import { useAttention } from "./use-attention.ts";
import { useLeadToUnread } from "./use-lead-to-unread.ts";
import { useRowWindow } from "./use-row-window.ts";
import { useTarget, type Target } from "./use-target.ts";

export interface ReadingOptions {
  readonly timeline: RoomTimeline;
  /** Whether items arrive as they happen: not while the connection is lost or missed items arrive. */
  readonly live: boolean;
  /** `seq` up to which the reader has read. */
  readonly mark: number;
  /** The items without those of blocked people; there is at least one. */
  readonly shown: readonly TimelineItem[];
  /** The message to lead to: another object each time. */
  readonly target: Target | undefined;
  readonly onRead: (seq: number) => void;
  readonly onOlder: () => void;
  /** Whether these items are apart from the live end of the room (HIST-5). */
  readonly isApart: boolean;
  /** Asks for what follows them. */
  readonly onNewer: () => void;
  /** Goes back to the live end. */
  readonly onNewest: () => void;
  /** Loads everything at the live end after a place. */
  readonly onReach: (seq: number) => Promise<void>;
  /** Another object each time that the reader has said something here. */
  readonly said: object | undefined;
  /** Another object each time that the reader comes back to the end. */
  readonly returned: object | undefined;
}

/** The state of somebody reading in a list. */
export interface Reading {
  /** The scrolling element. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The items that are in the page. */
  readonly part: windows.ShownItems;
  readonly firstUnreadKey: string | undefined;
  readonly atEnd: boolean;
  /** Whether the first unread message is above the view. */
  readonly unreadAbove: boolean;
  readonly toUnread: () => void;
  readonly loadOlder: () => void;
  readonly toNewest: () => void;
}

/** Pixels above and below the view that are already in the page when the reader gets there. */
const ready = { above: 1500, below: 900 };

/** Keeps the reader's place, has its surroundings in the page, and marks as read what was read. */
export const useReading = (options: ReadingOptions): Reading => {
  const { timeline, live, mark, shown, target, isApart, onRead, onOlder, onNewer } = options;
  const { items, hasOlder, loadingOlder } = timeline;
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef<ReadingPlace>(undefined);
  const { attentive, atEnd, setAtEnd, present } = useAttention(live);
  const { after, firstUnreadKey } = useUnreadLine({ items: shown, present, away: !attentive, mark, isApart });
  const [isHeld, release] = useHeld(mark, isAnswer(shown.at(-1)));
  const [unreadAbove, setUnreadAbove] = useState(false);
  const { window, part, show, showUnread, showMessage, showEnd } = useRowWindow({
    items,
    hasOlder,
    firstUnreadKey,
  });
  const { isLed, arrived, toUnread } = useLeadToUnread({
    attentive,
    isAtEnd: () => place.current?.isAtEnd === true,
    firstUnreadKey,
    showUnread,
    reach: () => options.onReach(after ?? mark),
  });

  const loadOlder = (): void => {
    if (hasOlder && !loadingOlder) onOlder();
  };
  const look = useEffectEvent(() => {
    const at = place.current;
    if (at === undefined) return;
    setAtEnd(at.isAtEnd);
    show(wantedRows(at, { items, window, part, isApart, loadOlder, onNewer }));
    const oldest = items[0]?.seq ?? 0;
    const mayBeOlder = hasOlder && after !== undefined && oldest > after + 1;
    const line = scroller.current?.querySelector("[data-unread-line]");
    setUnreadAbove(firstUnreadKey !== undefined && (mayBeOlder || (line ? at.isAbove(line) : !at.isAtEnd)));
    // Where the reader is led to the line, they have not been at the end.
    if (!attentive || isHeld || isLed()) return;
    if (at.isAtEnd) onRead(newestSeq(items));
    // What is not loaded between the mark and the view was not seen.
    else if (!hasOlder || oldest <= mark) onRead(at.seen);
  });
  const hasNewest = useEffectEvent(() => window.to === undefined && !isApart);

  useLayoutEffect(() => {
    if (scroller.current === null) return undefined;
    const begun = new ReadingPlace({
      scroller: scroller.current,
      hasNewest: () => hasNewest(),
      onMove: () => look(),
      now: () => performance.now(),
    });
    place.current = begun;
    return begun.begin();
  }, []);
  const arrive = useTarget({ target, scroller, showMessage });
  useLayoutEffect(() => {
    const isUnderWay = arrive((row) => {
      // Whoever was led elsewhere is not led to the line as well.
      arrived();
      place.current?.toRow(row);
    });
    if (isUnderWay) return;
    const unread = isLed() && scroller.current?.querySelector("[data-unread-line]");
    if (unread) {
      arrived();
      place.current?.toRow(unread);
    } else place.current?.changed();
    look();
  });

  const toNewest = (): void => {
    options.onNewest();
    release();
    showEnd();
    place.current?.toEnd();
  };
  useAnswered(options.said, toNewest);
  useAnswered(options.returned, toNewest);
  return { scroller, part, firstUnreadKey, atEnd, unreadAbove, toUnread, loadOlder, toNewest };
};

interface Surroundings
  extends Pick<ReadingOptions, "isApart" | "onNewer">, Pick<Reading, "part" | "loadOlder"> {
  readonly items: readonly TimelineItem[];
  readonly window: windows.RowWindow;
}

/** Returns the rows that are to be in the page for the reader's present place, and asks for those not loaded. */
const wantedRows = (at: ReadingPlace, around: Surroundings): windows.RowWindow => {
  const { items, window, part, isApart, loadOlder, onNewer } = around;
  const { above, below } = at.distances;
  if (above < ready.above && part.hasLoadedBefore) return windows.earlier(items, window);
  if (above < ready.above) loadOlder();
  if (window.to !== undefined) return below < ready.below ? windows.later(items, window) : window;
  if (isApart && below < ready.below) onNewer();
  if (at.isAtEnd) return windows.shortened(items, window);
  // A reader far above the end gets new items on their return: until then they cost nothing.
  return below < ready.below ? window : windows.ended(items, window);
};

/** Whether the reader has just written something. */
const isAnswer = (last: TimelineItem | undefined): boolean =>
  last?.kind === "message" && last.own && last.seq === 0;
