import type { DeliveryState, TimelineMessage } from "@beseda/client";
import { withoutSpoilers } from "@beseda/markup/spoilers";
import { memo } from "react";
import { clockOf, exactTime } from "../locale/calendar.ts";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { hueOf } from "../ui/person.ts";
import { DeliveryMark } from "./delivery-mark.tsx";
import type { MessageActions } from "./message-actions.ts";
import { MessageText } from "./message-text.tsx";
import { MessageTools, Reactions } from "./reactions.tsx";
import { thenToList } from "./then-to-list.ts";

export interface MessageProps {
  readonly message: TimelineMessage;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Whether the unread ones begin here. */
  readonly firstUnread: boolean;
  /** The message that this one answers, if it is loaded. */
  readonly answered: TimelineMessage | undefined;
  readonly actions: MessageActions;
}

/** Returns the delivery state; own messages from history carry none: they are on the server. */
const deliveryOf = ({ own, delivery, seq }: TimelineMessage): DeliveryState | undefined =>
  own ? (delivery ?? { state: "acknowledged", seq }) : undefined;

/** One message in its bubble; only the first of a group names the author, only the last shows the face. */
export const Message = memo(function Message(props: MessageProps) {
  const { message, opens, closes, firstUnread, answered, actions } = props;
  const { own, action, name, text, time, deleted = false, client_id: clientId } = message;
  const locale = useLocale();
  const texts = useUiTexts();
  const delivery = deliveryOf(message);
  const clock = clockOf(time, locale);
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
      aria-label={`${name}, ${clock}`}
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
        {message.reply_to !== undefined && <Answered seq={message.reply_to} answered={answered} />}
        <div className="message-body">
          {action && <span className="message-name">{name} </span>}
          {deleted ? <em className="deleted">{texts.timeline.deleted}</em> : <MessageText text={text} />}
          <span className="message-meta">
            {message.edited !== undefined && !deleted && (
              <span data-testid="edited"> {texts.timeline.edited} </span>
            )}
            <time dateTime={time} title={exactTime(time, locale)}>
              {clock}
            </time>
            {delivery !== undefined && <DeliveryMark delivery={delivery} />}
          </span>
        </div>
        <Reactions message={message} actions={actions} />
        {delivery?.state === "failed" && (
          <Failed messageKey={message.key} reason={delivery.reason} actions={actions} />
        )}
      </div>
      {!deleted && message.seq > 0 && (
        <MessageTools message={message} called={`${name}, ${clock}`} actions={actions} />
      )}
    </article>
  );
});

interface AnsweredProps {
  readonly seq: number;
  readonly answered: TimelineMessage | undefined;
}

const Answered = ({ seq, answered }: AnsweredProps) => {
  const texts = useUiTexts();
  return (
    <blockquote className="answered" data-hue={answered && hueOf(answered.client_id)}>
      {answered === undefined ? (
        texts.timeline.replyTo(seq)
      ) : (
        <>
          <span className="message-name">{answered.name}</span>{" "}
          {answered.deleted ? (
            <em className="deleted">{texts.timeline.deleted}</em>
          ) : (
            withoutSpoilers(answered.text)
          )}
        </>
      )}
    </blockquote>
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
