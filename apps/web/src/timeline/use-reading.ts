import type { RoomTimeline, TimelineItem } from "@beseda/client";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from "react";
import { newestSeq } from "../reading/read-marks.ts";
import { useUnreadLine } from "../reading/use-unread-line.ts";
import { ReadingPlace } from "./reading-place.ts";
import * as windows from "./row-window.ts";
import { useAttention } from "./use-attention.ts";
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
}

/** The state of somebody reading in a list. */
export interface Reading {
  /** The scrolling element. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The items that are in the page. */
  readonly part: windows.ShownItems;
  readonly firstUnreadKey: string | undefined;
  readonly atEnd: boolean;
  readonly loadOlder: () => void;
  readonly toNewest: () => void;
}

/** Pixels above and below the view that are already in the page when the reader gets there. */
const ready = { above: 1500, below: 900 };

/** Keeps the reader's place, has its surroundings in the page, and marks as read what was read. */
export const useReading = (options: ReadingOptions): Reading => {
  const { timeline, live, mark, shown, target, isApart, onRead, onOlder, onNewer, onNewest } = options;
  const { items, hasOlder, loadingOlder } = timeline;
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef<ReadingPlace>(undefined);
  const { attentive, atEnd, setAtEnd, present } = useAttention(live);
  const firstUnreadKey = useUnreadLine({ items: shown, present, mark });
  const { window, part, show, showUnread, showMessage, showEnd } = useRowWindow({
    items,
    hasOlder,
    firstUnreadKey,
  });
  const leadsToUnread = useRef(firstUnreadKey !== undefined);

  const newest = newestSeq(items);
  useEffect(() => {
    if (present) onRead(newest);
  }, [present, newest, onRead]);

  const loadOlder = (): void => {
    if (hasOlder && !loadingOlder) onOlder();
  };
  /** Returns the rows that are to be in the page for the reader's present place. */
  const wanted = (at: ReadingPlace): windows.RowWindow => {
    const { above, below } = at.distances;
    if (above < ready.above && part.hasLoadedBefore) return windows.earlier(items, window);
    if (above < ready.above) loadOlder();
    if (window.to !== undefined) return below < ready.below ? windows.later(items, window) : window;
    if (isApart && below < ready.below) onNewer();
    if (at.isAtEnd) return windows.shortened(items, window);
    // A reader far above the end gets new items on their return: until then they cost nothing.
    return below < ready.below ? window : windows.ended(items, window);
  };
  const look = useEffectEvent(() => {
    const at = place.current;
    if (at === undefined) return;
    setAtEnd(at.isAtEnd);
    show(wanted(at));
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
  // A person who is back finds the place where they stopped, unless they had gone elsewhere before.
  const returned = useEffectEvent(() => {
    if (place.current?.isAtEnd !== true || firstUnreadKey === undefined) return;
    leadsToUnread.current = true;
    showUnread();
  });
  useLayoutEffect(() => {
    if (attentive) returned();
  }, [attentive]);
  const arrive = useTarget({ target, scroller, showMessage });
  useLayoutEffect(() => {
    arrive((row) => place.current?.toRow(row));
    const unread = leadsToUnread.current && scroller.current?.querySelector("[data-unread-line]");
    if (unread) {
      leadsToUnread.current = false;
      place.current?.toRow(unread);
    } else place.current?.changed();
    look();
  });

  const toNewest = (): void => {
    onNewest();
    showEnd();
    place.current?.toEnd();
  };
  return { scroller, part, firstUnreadKey, atEnd, loadOlder, toNewest };
};
