import type { RoomTimeline, TimelineItem, TimelineMessage } from "@beseda/client";
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { newestSeq, unreadCount } from "../reading/read-marks.ts";
import { useUnreadLine } from "../reading/use-unread-line.ts";
import { useEscape } from "../ui/use-escape.ts";
import { useVisible } from "../ui/use-visible.ts";
import { copiedFrom } from "./copied.ts";
import type { MessageActions } from "./message.tsx";
import { ReadingPlace } from "./reading-place.ts";
import { End, RowContent, Start, type RowContext } from "./row-content.tsx";
import * as windows from "./row-window.ts";
import { rowsOf } from "./rows.ts";
import { ToNewest } from "./to-newest.tsx";

export interface TimelineProps {
  /** What the room is called, `#lobby`. */
  readonly place: string;
  readonly timeline: RoomTimeline;
  /** Whether what comes comes as it happens: not while the connection is lost, nor while what was missed arrives. */
  readonly live: boolean;
  /** `seq` up to which the reader has read. */
  readonly mark: number;
  readonly actions: MessageActions;
  readonly onRead: (seq: number) => void;
  readonly onOlder: () => void;
  /** Whom one has blocked: `client_id` and name. */
  readonly blocked: ReadonlyMap<string, string>;
}

/** Pixels above and below what is to be seen that are in the page already when one gets there. */
const ready = { above: 1500, below: 900 };

export interface ConversationProps extends TimelineProps {
  /** The items without what the blocked said; there is at least one. */
  readonly shown: readonly TimelineItem[];
}

const findMessage = (items: readonly TimelineItem[], seq: number): TimelineMessage | undefined =>
  items.find((item): item is TimelineMessage => item.kind === "message" && item.seq === seq);

/** The list of a room where something was said, from where one opens it. */
export const Conversation = (props: ConversationProps) => {
  const { place: label, timeline, live, shown, mark, actions, onRead, onOlder, blocked } = props;
  const texts = useUiTexts();
  const { items, hasOlder, loadingOlder } = timeline;
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef<ReadingPlace>(undefined);
  const [atEnd, setAtEnd] = useState(false);
  const visible = useVisible();
  const attentive = visible && live;
  const [wasAttentive, setWasAttentive] = useState(attentive);
  if (wasAttentive !== attentive) {
    setWasAttentive(attentive);
    // Whoever is back has read nothing yet of what they missed: where they are is looked at anew.
    setAtEnd(false);
  }
  const present = attentive && atEnd && wasAttentive === attentive;
  const firstUnreadKey = useUnreadLine({ items: shown, present, mark });

  const windowAtUnread = (): windows.RowWindow => {
    const unread = items.findIndex(({ key }) => key === firstUnreadKey);
    return unread === -1 ? windows.atTheEnd(items) : windows.around(items, unread);
  };
  const [chosen, setWindow] = useState(windowAtUnread);
  const leadsToUnread = useRef(firstUnreadKey !== undefined);
  const window = windows.isEmpty(items, chosen) ? windows.atTheEnd(items) : chosen;
  const part = useMemo(() => windows.shownItems(items, window, hasOlder), [items, window, hasOlder]);
  const rows = useMemo(() => rowsOf(part, blocked), [part, blocked]);

  const newest = newestSeq(items);
  useEffect(() => {
    if (present) onRead(newest);
  }, [present, newest, onRead]);

  const older = () => {
    if (hasOlder && !loadingOlder) onOlder();
  };
  /** What is to be in the page from where one reads now. */
  const wanted = (at: ReadingPlace): windows.RowWindow => {
    const { above, below } = at.distances;
    if (above < ready.above && part.hasLoadedBefore) return windows.earlier(items, window);
    if (above < ready.above) older();
    if (window.to !== undefined) return below < ready.below ? windows.later(items, window) : window;
    if (at.isAtEnd) return windows.shortened(items, window);
    // Who reads far above the end gets what comes when they come back: until then it costs nothing.
    return below < ready.below ? window : windows.ended(items, window);
  };
  const look = useEffectEvent(() => {
    const at = place.current;
    if (at === undefined) return;
    setAtEnd(at.isAtEnd);
    const next = wanted(at);
    if (next.from !== chosen.from || next.to !== chosen.to) setWindow(next);
  });
  const hasNewest = useEffectEvent(() => window.to === undefined);

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
  // Who is back finds the place where they stopped, unless they had gone elsewhere before.
  const returned = useEffectEvent(() => {
    if (place.current?.isAtEnd !== true || firstUnreadKey === undefined) return;
    leadsToUnread.current = true;
    setWindow(windowAtUnread());
  });
  useLayoutEffect(() => {
    if (attentive) returned();
  }, [attentive]);
  useLayoutEffect(() => {
    const unread = leadsToUnread.current && scroller.current?.querySelector("[data-unread-line]");
    if (unread) {
      leadsToUnread.current = false;
      place.current?.toRow(unread);
    } else place.current?.changed();
    look();
  });

  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const text = scroller.current && copiedFrom(scroller.current, getSelection());
      if (!text || document.activeElement?.matches("input, textarea")) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
    };
    document.addEventListener("copy", copy);
    return () => document.removeEventListener("copy", copy);
  }, []);

  const toNewest = () => {
    setWindow(windows.atTheEnd(items));
    place.current?.toEnd();
  };
  useEscape(toNewest);
  const pressToNewest = () => {
    scroller.current?.focus({ preventScroll: true });
    toNewest();
  };

  const context: RowContext = useMemo(
    () => ({ firstUnreadKey, actions, messageAt: (seq) => findMessage(items, seq) }),
    [firstUnreadKey, actions, items],
  );
  return (
    <>
      <div
        ref={scroller}
        className="timeline-scroll"
        data-testid="timeline"
        role="log"
        tabIndex={0}
        // News is read out by the announcer: as a live region the list would be read again at every scroll.
        aria-live="off"
        aria-label={texts.timeline.label(label)}
      >
        <div className="timeline-rows">
          <Start hasOlder={hasOlder} loadingOlder={loadingOlder} onOlder={older} />
          {rows.map((row) => (
            <RowContent key={row.key} row={row} context={context} />
          ))}
          <End />
        </div>
      </div>
      {!atEnd && <ToNewest unread={unreadCount(shown, mark)} onGo={pressToNewest} />}
    </>
  );
};
