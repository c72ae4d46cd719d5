import type { TimelineMessage } from "@beseda/client";
import { useState } from "react";
import { dayName, dayOf } from "../locale/calendar.ts";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import { useNow } from "../ui/use-now.ts";
import { Folded } from "./folded.tsx";
import type { MessageActions, MessageRights } from "./message-actions.ts";
import { Message } from "./message.tsx";
import { Notices } from "./notices.tsx";
import type { Row } from "./rows.ts";
import { thenToList } from "./then-to-list.ts";

/** Data that any row may need besides itself. */
export interface RowContext {
  readonly firstUnreadKey: string | undefined;
  readonly actions: MessageActions;
  /** A loaded message by its place in the log. */
  readonly messageAt: (seq: number) => TimelineMessage | undefined;
  readonly rights: MessageRights;
  /** `seq`s of the pinned messages. */
  readonly pins: readonly number[];
  /** Leads to a message. */
  readonly onGo: (seq: number) => void;
  /** Leads to the first message of a day. */
  readonly onDay: (day: string) => void;
}

export interface RowContentProps {
  readonly row: Row;
  readonly context: RowContext;
}

/** One row of the list. */
export const RowContent = ({ row, context }: RowContentProps) => {
  switch (row.kind) {
    case "beginning":
      return <Beginning />;
    case "day":
      return <Day day={row.day} onDay={context.onDay} />;
    case "folded":
      return <Folded items={row.items} actions={context.actions} />;
    case "notices":
      return <Notices notices={row.notices} />;
    case "message":
      return (
        <Message
          message={row.message}
          opens={row.opens}
          closes={row.closes}
          firstUnread={row.key === context.firstUnreadKey}
          answered={row.message.reply_to === undefined ? undefined : context.messageAt(row.message.reply_to)}
          isPinned={context.pins.includes(row.message.seq)}
          rights={context.rights}
          actions={context.actions}
          onGo={context.onGo}
        />
      );
  }
};

const minuteMs = 60_000;

interface DayProps {
  readonly day: string;
  readonly onDay: (day: string) => void;
}

/**
 * A day, rendered again every minute, or «today» would be wrong after midnight. Pressed, it asks for another day to go
 * to.
 */
const Day = ({ day, onDay }: DayProps) => {
  const locale = useLocale();
  const texts = useUiTexts().timeline;
  const [isAsked, setAsked] = useState(false);
  const today = dayOf(useNow(minuteMs));
  return (
    <div className="day" data-testid="day">
      {isAsked ? (
        <input
          type="date"
          className="day-field"
          data-testid="day-field"
          aria-label={texts.toDay}
          autoFocus
          defaultValue={day}
          max={today}
          onBlur={({ currentTarget: { value } }) => {
            setAsked(false);
            if (value !== "" && value !== day) onDay(value);
          }}
          onKeyDown={(event) => {
            const { key, currentTarget: field } = event;
            if (key !== "Enter" && key !== "Escape") return;
            event.stopPropagation();
            if (key === "Escape") field.value = day;
            // The list, which takes the focus, is where one goes on.
            field.closest<HTMLElement>("[role=log]")?.focus({ preventScroll: true });
          }}
        />
      ) : (
        <button type="button" className="day-button" title={texts.toDay} onClick={() => setAsked(true)}>
          <time dateTime={day}>{dayName(day, today, locale)}</time>
        </button>
      )}
    </div>
  );
};

const Beginning = () => (
  <p className="beginning" data-testid="beginning">
    {useUiTexts().timeline.beginning}
  </p>
);

export interface StartProps {
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  readonly onOlder: () => void;
}

/** The area above the oldest row. */
export const Start = ({ hasOlder, loadingOlder, onOlder }: StartProps) => {
  const texts = useUiTexts().timeline;
  if (loadingOlder) {
    return (
      <div className="timeline-start">
        <span className="spinner" aria-hidden="true" /> {texts.loading}
      </div>
    );
  }
  return (
    <div className="timeline-start">
      {hasOlder && (
        <button type="button" className="link-button" data-testid="older" onClick={thenToList(onOlder)}>
          {texts.older}
        </button>
      )}
    </div>
  );
};

/** Space under the newest row. */
export const End = () => <div className="timeline-end" />;
