import type { DeliveryState, TimelineMessage } from "@beseda/client";
import { memo, useState } from "react";
import { clockOf, exactTime } from "../locale/calendar.ts";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { hueOf } from "../ui/person.ts";
import { Answered } from "./answered.tsx";
import { DeliveryMark } from "./delivery-mark.tsx";
import type { MessageActions, MessageRights } from "./message-actions.ts";
import { MessageText } from "./message-text.tsx";
import { MessageTools, type OpenTools } from "./message-tools.tsx";
import { Reactions } from "./reactions.tsx";
import { thenToList } from "./then-to-list.ts";
import { useLongPress } from "./use-long-press.ts";

export interface MessageProps {
  readonly message: TimelineMessage;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Whether the unread ones begin here. */
  readonly firstUnread: boolean;
  /** The message that this one answers, if it is loaded. */
  readonly answered: TimelineMessage | undefined;
  readonly isPinned: boolean;
  readonly rights: MessageRights;
  readonly actions: MessageActions;
  /** Leads to a message. */
  readonly onGo: (seq: number) => void;
}

/** Returns the delivery state; own messages from history carry none: they are on the server. */
const deliveryOf = ({ own, delivery, seq }: TimelineMessage): DeliveryState | undefined =>
  own ? (delivery ?? { state: "acknowledged", seq }) : undefined;

/** One message in its bubble; only the first of a group names the author, only the last shows the face. */
export const Message = memo(function Message(props: MessageProps) {
  const { message, opens, closes, firstUnread, answered, isPinned, rights, actions, onGo } = props;
  const { own, action, name, text, time, deleted = false, client_id: clientId } = message;
  const locale = useLocale();
  const texts = useUiTexts();
  const delivery = deliveryOf(message);
  const clock = clockOf(time, locale);
  const [open, setOpen] = useState<OpenTools>();
  const hasTools = !deleted && message.seq > 0;
  const longPress = useLongPress(() => setOpen("menu"));
  return (
    <article
      className="message"
      data-testid="message"
      data-seq={message.seq}
      data-state={delivery?.state ?? "received"}
      data-own={own}
      data-name={name}
      data-opens={opens}
      data-closes={closes}
      data-action={action}
      data-hue={hueOf(clientId)}
      data-open={open}
      data-mentions={message.mentionsMe}
      aria-label={[name, clock, ...(message.mentionsMe ? [texts.timeline.mentionsYou] : [])].join(", ")}
      {...(hasTools && longPress)}
    >
      {firstUnread && (
        <div className="unread-line" data-unread-line role="separator" aria-label={texts.timeline.unreadLine}>
          <span aria-hidden="true">{texts.timeline.unreadLine}</span>
        </div>
      )}
      {!own && !action && (
        <div className="message-face">{closes && <Avatar clientId={clientId} name={name} />}</div>
      )}
      {delivery?.state === "queued" && (
        <IconButton
          icon="close"
          className="unsend"
          data-testid="discard"
          label={texts.delivery.cancel}
          onClick={thenToList(() => actions.discard(message.key))}
        />
      )}
      <div className="bubble">
        {opens && !own && !action && (
          <div className="message-name" data-testid="message-name">
            {name}
          </div>
        )}
        {message.reply_to !== undefined && <Answered seq={message.reply_to} {...{ answered, onGo }} />}
        <div className="message-body">
          {action && <span className="message-name">{name} </span>}
          {deleted ? (
            <em className="deleted">{texts.timeline.deleted}</em>
          ) : message.file ? (
            <span className="message-text" data-testid="message-text" dir="auto">
              {text}
            </span>
          ) : (
            <MessageText text={text} />
          )}
          <Meta message={message} clock={clock} isPinned={isPinned} />
        </div>
        <Reactions message={message} actions={actions} />
        {delivery?.state === "failed" && (
          <Failed messageKey={message.key} reason={delivery.reason} actions={actions} />
        )}
      </div>
      {hasTools && (
        <MessageTools
          {...{ message, isPinned, rights, actions, open }}
          called={`${name}, ${clock}`}
          onOpen={setOpen}
        />
      )}
    </article>
  );
});

interface MetaProps {
  readonly message: TimelineMessage;
  readonly clock: string;
  readonly isPinned: boolean;
}

/** When a message was said, and what became of it. */
const Meta = ({ message, clock, isPinned }: MetaProps) => {
  const { time, edited, deleted = false } = message;
  const locale = useLocale();
  const texts = useUiTexts().timeline;
  const delivery = deliveryOf(message);
  return (
    <span className="message-meta">
      {isPinned && (
        <span className="pinned-mark" data-testid="pinned-mark" role="img" aria-label={texts.pinned}>
          <Icon name="pin" />
        </span>
      )}
      {edited !== undefined && !deleted && <span data-testid="edited"> {texts.edited} </span>}
      {message.imported && <span data-testid="imported"> {texts.imported} </span>}
      <time dateTime={time} title={exactTime(time, locale)}>
        {clock}
      </time>
      {delivery !== undefined && <DeliveryMark delivery={delivery} />}
    </span>
  );
};

interface FailedProps {
  readonly messageKey: string;
  readonly reason: string;
  readonly actions: MessageActions;
}

/** A failed message's reason, and the actions on it. */
const Failed = ({ messageKey, reason, actions }: FailedProps) => {
  const texts = useUiTexts().delivery;
  return (
    <div className="failed">
      <span className="failed-reason">{texts.failed(reason)}</span>
      <button
        type="button"
        className="link-button"
        data-testid="retry"
        onClick={thenToList(() => actions.retry(messageKey))}
      >
        {texts.retry}
      </button>
      <button
        type="button"
        className="link-button"
        data-testid="discard"
        onClick={thenToList(() => actions.discard(messageKey))}
      >
        {texts.discard}
      </button>
    </div>
  );
};
