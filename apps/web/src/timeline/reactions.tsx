import type { TimelineMessage, TimelineReaction } from "@beseda/client";
import { useEffect, useRef, useState } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { IconButton } from "../ui/icon-button.tsx";
import type { MessageActions } from "./message-actions.ts";
import { thenToList } from "./then-to-list.ts";

/** The reactions offered at once; any other emoji is typed. */
const offered = ["👍", "❤️", "😂", "🎉", "😮", "😢"];

interface ReactionsProps {
  readonly message: TimelineMessage;
  readonly actions: Pick<MessageActions, "react">;
}

const namesOf = ({ people, count }: TimelineReaction): string | undefined =>
  people.length === count ? people.map(({ name }) => name).join(", ") : undefined;

/** The reactions below a message: the person's own are pressed, and each says whose it is. */
export const Reactions = ({ message: { seq, reactions }, actions }: ReactionsProps) => {
  const texts = useUiTexts().timeline;
  if (reactions === undefined) return null;
  return (
    <div className="reactions">
      {reactions.map((reaction) => {
        const { emoji, count, own } = reaction;
        return (
          <button
            key={emoji}
            type="button"
            className="reaction"
            data-testid="reaction"
            aria-pressed={own}
            aria-label={texts.reaction(emoji, count, namesOf(reaction))}
            title={namesOf(reaction)}
            onClick={thenToList(() => actions.react(seq, emoji, own))}
          >
            <span aria-hidden="true">
              {emoji} {count}
            </span>
          </button>
        );
      })}
    </div>
  );
};

interface ToolsProps {
  readonly message: TimelineMessage;
  /** The message as a button names it: its author and time. */
  readonly called: string;
  readonly actions: MessageActions;
}

/** The actions on a message, beside its bubble. */
export const MessageTools = ({ message, called, actions }: ToolsProps) => {
  const texts = useUiTexts();
  const { seq, own, text } = message;
  return (
    <div className="message-tools">
      <AddReaction message={message} called={called} actions={actions} />
      {own ? (
        <IconButton
          icon="pencil"
          data-testid="edit"
          label={texts.timeline.edit(called)}
          onClick={() => actions.edit(seq, text)}
        />
      ) : (
        <IconButton
          icon="flag"
          className="report"
          data-testid="report"
          label={texts.people.reportMessage(called)}
          onClick={() => actions.report(seq)}
        />
      )}
    </div>
  );
};

const AddReaction = ({ message, called, actions }: ToolsProps) => {
  const texts = useUiTexts().timeline;
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const { seq, reactions = [] } = message;
  const close = () => {
    setIsOpen(false);
    place.current?.querySelector("button")?.focus();
  };
  useEffect(() => {
    if (!isOpen) return undefined;
    const pressed = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && place.current?.contains(target))) setIsOpen(false);
    };
    window.addEventListener("pointerdown", pressed);
    return () => window.removeEventListener("pointerdown", pressed);
  }, [isOpen, place]);
  const choose = (emoji: string) => {
    actions.react(
      seq,
      emoji,
      reactions.some((reaction) => reaction.emoji === emoji && reaction.own),
    );
    close();
  };
  return (
    <span
      className="add-reaction"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.preventDefault();
        close();
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null && !place.current?.contains(relatedTarget)) setIsOpen(false);
      }}
    >
      <IconButton
        icon="smile"
        data-testid="react"
        aria-expanded={isOpen}
        label={texts.react(called)}
        onClick={() => setIsOpen(!isOpen)}
      />
      {isOpen && (
        <span className="emoji-choice" role="group" aria-label={texts.react(called)}>
          {offered.map((emoji) => (
            <button key={emoji} type="button" className="reaction" onClick={() => choose(emoji)}>
              {emoji}
            </button>
          ))}
          <IconButton
            icon="more"
            label={texts.otherReaction}
            onClick={() => {
              setIsOpen(false);
              actions.otherReaction(seq);
            }}
          />
        </span>
      )}
    </span>
  );
};
