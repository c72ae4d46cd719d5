import type { KeyboardEvent, RefObject } from "react";
import { useUiTexts } from "../preferences/preferences-context.ts";
import { Icon } from "../ui/icon.tsx";
import { isTouchScreen } from "./touch-screen.ts";
import { isPrivy } from "./use-draft.ts";

export interface WritingFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  /** The room's display name, `#lobby`. */
  readonly place: string;
  /** The id of the element with help and answers. */
  readonly hintId: string;
  readonly disabled: boolean;
  readonly sendable: boolean;
  readonly onChange: (value: string) => void;
  /** Called with the caret's place when it has moved. */
  readonly onCaret: (caret: number) => void;
  readonly onPress: (event: KeyboardEvent) => void;
}

/** The field's id, for people who skip the list. */
export const fieldId = "composer";

/** Lines that the field shows without scrolling, if the browser does not grow it by itself. */
const mostRows = 8;

/** The field, and the button that sends. */
export const WritingField = (props: WritingFieldProps) => {
  const { field, text, place, hintId, disabled, sendable, onChange, onCaret, onPress } = props;
  const texts = useUiTexts().composer;
  return (
    <div
      className="composer-field"
      // Pressing beside the field, even a send button now disabled, leaves a phone's keyboard in place.
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
        // Some browsers send the text that they check to a server of their own.
        spellCheck={!isPrivy(text)}
        disabled={disabled}
        value={text}
        onChange={({ target }) => {
          onChange(target.value);
          onCaret(target.selectionStart);
        }}
        onSelect={({ currentTarget }) => onCaret(currentTarget.selectionStart)}
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
