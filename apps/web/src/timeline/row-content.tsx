import type { TimelineMessage } from "@beseda/client";
import { dayName, dayOf } from "../locale/calendar.ts";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import { useNow } from "../ui/use-now.ts";
import { Folded } from "./folded.tsx";
import { Message, type MessageActions } from "./message.tsx";
import { Notices } from "./notices.tsx";
import type { Row } from "./rows.ts";

/** What every row may need beside itself. */
export interface RowContext {
  readonly firstUnreadKey: string | undefined;
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  readonly actions: MessageActions;
  readonly older: () => void;
  /** A loaded message by its place in the log. */
  readonly messageAt: (seq: number) => TimelineMessage | undefined;
}

/** One row of the list. */
export const rowContent = (_index: number, row: Row, context: RowContext) => {
  switch (row.kind) {
    case "beginning":
      return <Beginning />;
    case "day":
      return <Day day={row.day} />;
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
          actions={context.actions}
        />
      );
  }
};

const minuteMs = 60_000;

/** Renewed every minute, or «today» would be wrong after midnight. */
const Day = ({ day }: { readonly day: string }) => {
  const locale = useLocale();
  const today = dayOf(useNow(minuteMs));
  return (
    <div className="day" role="separator" data-testid="day">
      <time dateTime={day}>{dayName(day, today, locale)}</time>
    </div>
  );
};

const Beginning = () => (
  <p className="beginning" data-testid="beginning">
    {useUiTexts().timeline.beginning}
  </p>
);

/** Above the oldest row; of one height whatever it says, so that the list does not jump when that changes. */
export const Start = ({ context }: { readonly context: RowContext }) => {
  const texts = useUiTexts().timeline;
  const { hasOlder, loadingOlder, older } = context;
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
        <button type="button" className="link-button" data-testid="older" onClick={older}>
          {texts.older}
        </button>
      )}
    </div>
  );
};

/** Air under the newest. */
export const End = () => <div className="timeline-end" />;
