import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Icon } from "../ui/icon.tsx";
import { useEscape } from "../ui/use-escape.ts";
import type { Drafts } from "./draft.ts";
import { intentOf, type Intent } from "./intent.ts";
import { roomForText, type RoomForText } from "./room-for-text.ts";

/** What is left for the chat to carry out. */
export type Said = Exclude<Intent, { kind: "nothing" | "incomplete" | "unknown" }>;

export interface ComposerProps {
  readonly room: string;
  readonly drafts: Drafts;
  /** Characters of one message. */
  readonly limit: number;
  readonly disabled: boolean;
  /** What the last command came to, where it failed. */
  readonly complaint: string | undefined;
  readonly onSaid: (said: Said) => void;
}

/** Lines that the field shows without scrolling, where the browser does not grow it by itself. */
const mostRows = 8;

/** Where one writes. Mount it anew for another room: each has its own draft. */
export const Composer = (props: ComposerProps) => {
  const { room, drafts, limit, disabled, complaint, onSaid } = props;
  const texts = useUiTexts().composer;
  const [text, setText] = useState(() => drafts.of(room));
  const [trouble, setTrouble] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const space = roomForText(text, limit);
  const sendable = !disabled && text.trim() !== "" && space.kind !== "over";

  useEffect(() => {
    // Not on a touch screen: there the keyboard would cover what one came to read.
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);

  useEscape(() => field.current?.focus());

  const change = (value: string) => {
    setText(value);
    setTrouble(undefined);
    drafts.save(room, value);
  };

  const submit = () => {
    if (!sendable) return;
    const intent = intentOf(text);
    switch (intent.kind) {
      case "nothing":
        return;
      case "unknown":
        setTrouble(texts.unknownCommand(intent.command));
        return;
      case "incomplete":
        setTrouble(texts.incomplete(texts.usage[intent.command]));
        return;
      default:
        change("");
        onSaid(intent);
        field.current?.focus();
    }
  };

  const press = (event: KeyboardEvent) => {
    // Enter that chooses a word in an input method is not ours.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  };

  const said = trouble ?? complaint;
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p
        className="composer-hint"
        id={hintId}
        data-kind={space.kind}
        role={said === undefined ? undefined : "alert"}
      >
        {said ?? spaceWords(space, texts)}
      </p>
      <div className="composer-field">
        <textarea
          ref={field}
          className="composer-text"
          data-testid="composer"
          aria-label={texts.label(room)}
          aria-describedby={hintId}
          placeholder={texts.placeholder(room)}
          rows={Math.min(mostRows, text.split("\n").length)}
          enterKeyHint="send"
          dir="auto"
          disabled={disabled}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={press}
        />
        <button
          className="send"
          data-testid="send"
          disabled={!sendable}
          aria-label={texts.send}
          title={`${texts.send}. ${texts.keys}`}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
};

const spaceWords = (space: RoomForText, texts: ReturnType<typeof useUiTexts>["composer"]): string => {
  switch (space.kind) {
    case "plenty":
      return "";
    case "little":
      return texts.left(space.left);
    case "over":
      return texts.over(space.by);
  }
};
