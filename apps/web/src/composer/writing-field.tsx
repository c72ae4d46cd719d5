import type { KeyboardEvent, RefObject } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Icon } from "../ui/icon.tsx";
import { isTouchScreen } from "./touch-screen.ts";
import { isPrivy } from "./use-draft.ts";

export interface WritingFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  /** What the room is called, `#lobby`. */
  readonly place: string;
  /** Where help and answers stand. */
  readonly hintId: string;
  readonly disabled: boolean;
  readonly sendable: boolean;
  readonly onChange: (value: string) => void;
  readonly onPress: (event: KeyboardEvent) => void;
}

/** Where one writes, for who goes past the list. */
export const fieldId = "composer";

/** Lines that the field shows without scrolling, where the browser does not grow it by itself. */
const mostRows = 8;

/** The field, and the button that sends. */
export const WritingField = (props: WritingFieldProps) => {
  const { field, text, place, hintId, disabled, sendable, onChange, onPress } = props;
  const texts = useUiTexts().composer;
  return (
    <div
      className="composer-field"
      // What is pressed beside the field, a button that sends no more among it, leaves the keyboard of a phone where it is.
      onMouseDown={(event) => event.target !== field.current && event.preventDefault()}
    >
      <textarea
        ref={field}
        id={fieldId}
        className="composer-text"
        data-testid="composer"
        aria-label={texts.label(place)}
        aria-describedby={hintId}
        placeholder={texts.placeholder(place)}
        rows={Math.min(mostRows, text.split("\n").length)}
        enterKeyHint={isTouchScreen() ? "enter" : "send"}
        dir="auto"
        // Some browsers send what they check to a server of their own.
        spellCheck={!isPrivy(text)}
        disabled={disabled}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onPress}
      />
      <button
        className="send"
        data-testid="send"
        disabled={!sendable}
        aria-label={texts.send}
        title={isTouchScreen() ? texts.send : `${texts.send}. ${texts.keys}`}
      >
        <Icon name="send" />
      </button>
    </div>
  );
};
