import type { TimelineMessage, TimelineReaction } from "@beseda/client";
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

interface EmojiChoiceProps {
  readonly message: TimelineMessage;
  /** The purpose of the row, with the message's author and time. */
  readonly label: string;
  readonly actions: Pick<MessageActions, "react" | "otherReaction">;
  /** Called when one is chosen: `goesOn` if the person goes on in the field. */
  readonly onChosen: (goesOn: boolean) => void;
}

/** The emoji to react with. */
export const EmojiChoice = ({ message, label, actions, onChosen }: EmojiChoiceProps) => {
  const texts = useUiTexts().timeline;
  const { seq, reactions = [] } = message;
  const isOwn = (emoji: string) => reactions.some((reaction) => reaction.emoji === emoji && reaction.own);
  return (
    <div className="emoji-choice" role="group" aria-label={label}>
      {offered.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className="reaction"
          aria-pressed={isOwn(emoji)}
          onClick={() => {
            actions.react(seq, emoji, isOwn(emoji));
            onChosen(false);
          }}
        >
          {emoji}
        </button>
      ))}
      <IconButton
        icon="plus"
        label={texts.otherReaction}
        onClick={() => {
          onChosen(true);
          actions.otherReaction(message);
        }}
      />
    </div>
  );
};
