import type { TimelineMessage } from "@beseda/client";
import { useEffect, useState } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { messageLink, useCurrentRoom } from "../rooms/current-room.ts";
import { copyText } from "../ui/copy-text.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useBackCloses } from "../ui/use-back-closes.ts";
import { useMedia } from "../ui/use-media.ts";
import type { MessageActions, MessageRights } from "./message-actions.ts";
import { EmojiChoice } from "./reactions.tsx";
import { thenToList } from "./then-to-list.ts";

export interface MenuProps {
  readonly message: TimelineMessage;
  /** The message as a button names it: its author and time. */
  readonly called: string;
  readonly isPinned: boolean;
  readonly rights: MessageRights;
  readonly actions: MessageActions;
  /** Called when something is chosen: `goesOn` if the person goes on in the field. */
  readonly onChosen: (goesOn: boolean) => void;
}

interface ItemProps {
  readonly icon: IconName;
  readonly id: string;
  readonly words: string;
  readonly isGrave?: boolean;
  readonly onPress: () => void;
}

const Item = ({ icon, id, words, isGrave = false, onPress }: ItemProps) => (
  <button type="button" className="menu-item" data-testid={id} data-grave={isGrave} onClick={onPress}>
    <Icon name={icon} />
    {words}
  </button>
);

/** All that can be done with a message; on a touch screen it comes from the lower edge, with the emoji. */
export const MessageMenu = (props: MenuProps) => {
  const isSheet = useMedia("(hover: none)");
  const [isAsked, setAsked] = useState(false);
  const close = () => props.onChosen(true);
  useBackCloses(isSheet, close);
  return (
    <>
      {isSheet && <div className="menu-ground" onClick={close} />}
      <div className="message-popup message-menu">
        {isAsked ? (
          <Ask {...props} onCancel={() => setAsked(false)} />
        ) : (
          <Items {...props} isSheet={isSheet} onRemove={() => setAsked(true)} />
        )}
      </div>
    </>
  );
};

interface ItemsProps extends MenuProps {
  readonly isSheet: boolean;
  readonly onRemove: () => void;
}

const Items = (props: ItemsProps) => {
  const { message, called, isPinned, rights, actions, isSheet, onChosen, onRemove } = props;
  const texts = useUiTexts();
  const room = useCurrentRoom();
  const { seq, own } = message;
  const choose = (press: () => void, goesOn = false) => {
    // First: what goes on in the field takes the focus there.
    onChosen(goesOn);
    press();
  };
  const { timeline } = texts;
  return (
    <div role="group" aria-label={timeline.moreActions(called)}>
      {isSheet && <EmojiChoice {...{ message, actions, onChosen }} label={timeline.react(called)} />}
      <Item
        icon="reply"
        id="menu-reply"
        words={timeline.replyWord}
        onPress={() => choose(() => actions.reply(message), true)}
      />
      {own && (
        <Item
          icon="pencil"
          id="edit"
          words={timeline.editWord}
          onPress={() => choose(() => actions.edit(message), true)}
        />
      )}
      <Copy id="copy" words={timeline.copyWord} text={message.text} onDone={() => onChosen(false)} />
      <Copy
        id="copy-link"
        words={timeline.linkWord}
        text={messageLink(room, seq)}
        onDone={() => onChosen(false)}
      />
      {rights.pin && (
        <Item
          icon="pin"
          id={isPinned ? "unpin" : "pin"}
          words={isPinned ? timeline.unpinWord : timeline.pinWord}
          onPress={() => choose(() => actions.pin(seq, !isPinned))}
        />
      )}
      {!own && (
        <Item
          icon="clock"
          id="mark-unread"
          words={timeline.markUnread}
          onPress={() => choose(() => actions.markUnread(seq))}
        />
      )}
      {!own && (
        <Item
          icon="flag"
          id="report"
          words={texts.people.report}
          onPress={() => choose(() => actions.report(seq), true)}
        />
      )}
      {(own || rights.remove) && (
        <Item icon="bin" id="remove" words={timeline.removeWord} isGrave onPress={onRemove} />
      )}
    </div>
  );
};

/** How long it is said that the text was copied, in milliseconds. */
const saidMs = 900;

interface CopyProps {
  readonly id: string;
  readonly words: string;
  readonly text: string;
  readonly onDone: () => void;
}

const Copy = ({ id, words: asked, text, onDone }: CopyProps) => {
  const texts = useUiTexts();
  const [isCopied, setCopied] = useState<boolean>();
  useEffect(() => {
    if (isCopied !== true) return undefined;
    const timer = setTimeout(onDone, saidMs);
    return () => clearTimeout(timer);
  }, [isCopied, onDone]);
  const words = isCopied === undefined ? asked : texts.timeline.copied(isCopied);
  return (
    <>
      <Item
        icon={isCopied === true ? "check" : "copy"}
        id={id}
        words={words}
        onPress={() => void copyText(text).then(setCopied)}
      />
      <span className="visually-hidden" role="status">
        {isCopied === undefined ? "" : words}
      </span>
    </>
  );
};

interface AskProps extends Pick<MenuProps, "message" | "actions" | "onChosen"> {
  readonly onCancel: () => void;
}

/** Asks once: what is taken back is gone for everybody. */
const Ask = ({ message, actions, onChosen, onCancel }: AskProps) => {
  const { timeline, profile } = useUiTexts();
  return (
    <div role="group" aria-label={timeline.removeAsk}>
      <p className="menu-question">{timeline.removeAsk}</p>
      <div className="menu-ways">
        <button type="button" className="button" autoFocus onClick={onCancel}>
          {profile.cancel}
        </button>
        <button
          type="button"
          className="button button-danger"
          data-testid="remove-yes"
          onClick={thenToList(() => {
            onChosen(true);
            actions.remove(message.seq);
          })}
        >
          {timeline.removeWord}
        </button>
      </div>
    </div>
  );
};
