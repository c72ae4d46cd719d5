import { useMemo } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { unreadCount } from "../reading/news.ts";
import { useEscape } from "../ui/use-escape.ts";
import type { MessageActions, MessageRights } from "./message-actions.ts";
import { messageAt } from "./message-at.ts";
import { End, RowContent, Start, type RowContext } from "./row-content.tsx";
import { rowsOf } from "./rows.ts";
import { ToNewest, ToUnread } from "./to-newest.tsx";
import { useCopied } from "./use-copied.ts";
import { useReading, type ReadingOptions } from "./use-reading.ts";

export interface TimelineProps extends Omit<ReadingOptions, "shown"> {
  /** The room's display name, `#lobby`. */
  readonly place: string;
  readonly actions: MessageActions;
  readonly rights: MessageRights;
  /** `seq`s of the pinned messages. */
  readonly pins: readonly number[];
  readonly onGo: (seq: number) => void;
  readonly onDay: (day: string) => void;
  /** People whom the person has blocked: `client_id` and name. */
  readonly blocked: ReadonlyMap<string, string>;
}

export interface ConversationProps extends TimelineProps, Pick<ReadingOptions, "shown"> {}

/** The list of a room that has messages, from the place where the person opens it. */
export const Conversation = (props: ConversationProps) => {
  const { place, timeline, shown, mark, actions, rights, pins, blocked, onGo, onDay } = props;
  const texts = useUiTexts();
  const { items, hasOlder, loadingOlder } = timeline;
  const reading = useReading(props);
  const { scroller, part, firstUnreadKey, atEnd, unreadAbove, loadOlder, toNewest } = reading;
  useCopied(scroller);
  useEscape(toNewest);
  const press = (lead: () => void) => () => {
    scroller.current?.focus({ preventScroll: true });
    lead();
  };
  const rows = useMemo(() => rowsOf(part, blocked), [part, blocked]);
  const context: RowContext = useMemo(
    () => ({ firstUnreadKey, actions, rights, pins, onGo, onDay, messageAt: (seq) => messageAt(items, seq) }),
    [firstUnreadKey, actions, rights, pins, onGo, onDay, items],
  );
  return (
    <>
      <div
        ref={scroller}
        className="timeline-scroll"
        data-testid="timeline"
        role="log"
        tabIndex={0}
        // The announcer reads news out: as a live region the list would be read again at every scroll.
        aria-live="off"
        aria-label={texts.timeline.label(place)}
      >
        <div className="timeline-rows">
          <Start hasOlder={hasOlder} loadingOlder={loadingOlder} onOlder={loadOlder} />
          {rows.map((row) => (
            <RowContent key={row.key} row={row} context={context} />
          ))}
          <End />
        </div>
      </div>
      {!atEnd && <ToNewest unread={unreadCount(shown, mark)} onGo={press(toNewest)} />}
      {unreadAbove && <ToUnread onGo={press(reading.toUnread)} />}
    </>
  );
};
