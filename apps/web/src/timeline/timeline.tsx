import { unfolded, type RoomTimeline, type TimelineItem, type TimelineMessage } from "@beseda/client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { newestSeq, unreadCount } from "../reading/read-marks.ts";
import { useUnreadLine } from "../reading/use-unread-line.ts";
import { useEscape } from "../ui/use-escape.ts";
import { useVisible } from "../ui/use-visible.ts";
import type { MessageActions } from "./message.tsx";
import { End, rowContent, Start, type RowContext } from "./row-content.tsx";
import type { Row } from "./rows.ts";
import { ToNewest } from "./to-newest.tsx";
import { atBottomThreshold, isAtEnd, useKeptEnd } from "./use-kept-end.ts";
import { isRowInSight, useOpening } from "./use-opening.ts";
import { usePlacedRows } from "./use-placed-rows.ts";

export interface TimelineProps {
  /** What the room is called, `#lobby`. */
  readonly place: string;
  readonly timeline: RoomTimeline;
  /** `seq` up to which the reader has read. */
  readonly mark: number;
  readonly actions: MessageActions;
  readonly onRead: (seq: number) => void;
  readonly onOlder: () => void;
  /** Whom one has blocked: `client_id` and name. */
  readonly blocked: ReadonlyMap<string, string>;
}

const findMessage = (items: readonly TimelineItem[], seq: number): TimelineMessage | undefined =>
  items.find((item): item is TimelineMessage => item.kind === "message" && item.seq === seq);

/** Rows are made ready before they come into view, and older ones are asked for while some are still above. */
const readyAbove = { top: 1200, bottom: 400 };

const ends = { Header: Start, Footer: End };

/** The conversation of one room. Mount it anew for another room. */
export const Timeline = (props: TimelineProps) => {
  const { place, timeline, mark, actions, onRead, onOlder, blocked } = props;
  const texts = useUiTexts();
  const list = useRef<VirtuosoHandle>(null);
  const { items, hasOlder, loadingOlder } = timeline;
  const { rows, firstIndex } = usePlacedRows(timeline, blocked);
  const shown = useMemo(() => unfolded(items, blocked), [items, blocked]);
  const [atBottom, setAtBottom] = useState(false);
  const visible = useVisible();
  const present = visible && atBottom;
  const firstUnreadKey = useUnreadLine({ items: shown, present, mark });

  const newest = newestSeq(items);
  useEffect(() => {
    if (present) onRead(newest);
  }, [present, newest, onRead]);

  const older = useCallback(() => {
    if (hasOlder && !loadingOlder) onOlder();
  }, [hasOlder, loadingOlder, onOlder]);
  // A page may have nothing to show (its only item decides about the next one): then there is no top to scroll to.
  useEffect(() => {
    if (rows.length === 0) older();
  }, [rows.length, older]);

  const context: RowContext = useMemo(
    () => ({
      firstUnreadKey,
      hasOlder,
      loadingOlder,
      actions,
      older,
      messageAt: (seq) => findMessage(items, seq),
    }),
    [firstUnreadKey, hasOlder, loadingOlder, actions, older, items],
  );
  const [openingKey] = useState(firstUnreadKey);
  const unread = rows.findIndex(({ key }) => key === openingKey);
  const opensAt =
    unread === -1
      ? { index: "LAST" as const, align: "end" as const }
      : { index: unread, align: "center" as const };
  const [initial] = useState(opensAt);
  const toNewest = () => list.current?.scrollToIndex({ index: "LAST", align: "end" });
  useEscape(toNewest);
  const [scroller, setScroller] = useState<HTMLElement>();
  const scrollerRef = useCallback((element: HTMLElement | Window | null) => {
    if (element instanceof HTMLElement) setScroller(element);
  }, []);
  useOpening(scroller, {
    isInSight: (element) =>
      unread === -1
        ? isRowInSight(element, rows.length - 1) && isAtEnd(element)
        : isRowInSight(element, unread),
    scroll: () => list.current?.scrollToIndex(opensAt),
  });
  useKeptEnd(scroller);

  return (
    <div className="timeline">
      {rows.length === 0 && !hasOlder ? (
        <p className="timeline-empty">{texts.timeline.empty}</p>
      ) : (
        <Virtuoso<Row, RowContext>
          ref={list}
          scrollerRef={scrollerRef}
          className="timeline-scroll"
          data-testid="timeline"
          role="log"
          // News is read out by the announcer: as a live region the list would be read again at every scroll.
          aria-live="off"
          aria-label={texts.timeline.label(place)}
          data={rows}
          firstItemIndex={firstIndex}
          initialTopMostItemIndex={initial}
          alignToBottom
          atBottomThreshold={atBottomThreshold}
          increaseViewportBy={readyAbove}
          computeItemKey={(_, { key }) => key}
          context={context}
          itemContent={rowContent}
          components={ends}
          followOutput={(isAtBottom) => (isAtBottom ? "auto" : false)}
          atBottomStateChange={setAtBottom}
          startReached={older}
        />
      )}
      {!atBottom && rows.length > 0 && <ToNewest unread={unreadCount(shown, mark)} onGo={toNewest} />}
    </div>
  );
};
