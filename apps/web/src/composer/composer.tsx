import { commandTable, completeCommand, type Known } from "@beseda/protocol";
import type { TimelineMessage } from "@beseda/client";
import { useId, type KeyboardEvent } from "react";
import { useLocale } from "../preferences/preferences-context.ts";
import { useEscape } from "../ui/use-escape.ts";
import type { Drafts } from "./draft.ts";
import { Held } from "./held.tsx";
import { Hint } from "./hint.tsx";
import { carriedOut, intentOf, type Said, type Told } from "./intent.ts";
import { meaningOf } from "./key-meaning.ts";
import { sayingsOf } from "./parts.ts";
import { roomForText } from "./room-for-text.ts";
import { suggestionsFor } from "./suggestions.ts";
import { SecretForm } from "./secret-form.tsx";
import { isTouchScreen } from "./touch-screen.ts";
import { useDraft, type Begun } from "./use-draft.ts";
import { useFieldFocus } from "./use-field-focus.ts";
import { useSubmission, type Submission } from "./use-submission.ts";
import { WritingField } from "./writing-field.tsx";

export interface ComposerProps {
  readonly room: string;
  /** The room's display name, `#lobby`. */
  readonly place: string;
  /** The person's own name. */
  readonly name: string;
  readonly drafts: Drafts;
  /** The number of characters that one message may have. */
  readonly limit: number;
  readonly disabled: boolean;
  /** The result of the last command, if it failed. */
  readonly complaint: string | undefined;
  /** The result of the last command, if it succeeded. */
  readonly news: string | undefined;
  readonly begun: Begun | undefined;
  /** Messages typed on the way, which wait for the room that a command leads to. */
  readonly held: readonly TimelineMessage[];
  readonly onSaid: (said: Said) => void;
  /** Returns the candidates for completing arguments of commands. */
  readonly known: () => Known;
  /** Called at each key: whether the text is something that the others will read. */
  readonly onTyping: (isTyping: boolean) => void;
  /** Called when the answer has been read. */
  readonly onRead: () => void;
}

/** The command table without the commands that are of no use here. */
const shownCommands = Object.fromEntries(carriedOut.map((name) => [name, commandTable[name]]));

/** The area where the person writes. Mount it anew for another room: each has its own draft. */
export const Composer = (props: ComposerProps) => {
  const { place, name, limit, disabled, begun, held, onSaid, onRead } = props;
  const locale = useLocale();
  const draft = useDraft(props);
  const { text, secret } = draft;
  const field = useFieldFocus({ isAside: secret !== undefined, begun, disabled });
  const focus = (): void => field.current?.focus();
  const submission = useSubmission({ draft, limit, onSaid, onRead, focus });
  const { change, carryOut, close } = submission;
  useEscape(close);
  const hintId = useId();

  const space = roomForText(text, limit);
  const sendable = !disabled && text.trim() !== "" && space.kind !== "over";
  const parts = disabled || space.kind !== "over" ? [] : sayingsOf(intentOf(text, locale), limit);
  const suggestions = secret === undefined ? suggestionsFor(text, locale) : [];
  const answer = answerOf(props, submission.told, suggestions.length > 0);
  const submit = () => {
    if (sendable) carryOut(intentOf(text, locale));
  };

  const hint = (
    <Hint
      id={hintId}
      told={answer}
      space={space}
      suggestions={suggestions}
      parts={parts.length}
      onClose={close}
      onSendParts={() => carryOut(intentOf(text, locale))}
    />
  );
  if (secret !== undefined) {
    return (
      <div className="composer">
        {hint}
        <SecretForm
          secret={secret}
          name={name}
          onCancel={() => change("")}
          onSaid={(said) => {
            change("");
            onSaid(said);
          }}
        />
      </div>
    );
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {hint}
      <Held messages={held} />
      <WritingField
        {...{ field, text, place, hintId, disabled, sendable }}
        onChange={change}
        onPress={pressing({ text, known: props.known, submission, submit, isTold: answer !== undefined })}
      />
    </form>
  );
};

/** Returns the answer to show: text being typed takes precedence over the result of an earlier command. */
const answerOf = (
  { complaint, news }: ComposerProps,
  told: Told | undefined,
  isSuggesting: boolean,
): Told | undefined => {
  if (told !== undefined || isSuggesting) return told;
  if (complaint !== undefined) return { words: complaint, trouble: true };
  return news === undefined ? undefined : { words: news, trouble: false };
};

interface Pressing {
  readonly text: string;
  readonly known: () => Known;
  readonly submission: Submission;
  readonly submit: () => void;
  /** Whether an answer is shown. */
  readonly isTold: boolean;
}

/** Returns the key handler of the field. */
const pressing =
  ({ text, known, submission, submit, isTold }: Pressing) =>
  (event: KeyboardEvent): void => {
    const meaning = meaningOf(event.nativeEvent, !isTouchScreen());
    if (meaning === "complete") {
      // Tab completes the command that was begun; without one, it goes to the next control as anywhere.
      const [completed] = completeCommand(text, known(), shownCommands);
      if (completed === undefined || completed === text) return;
      event.preventDefault();
      submission.change(completed);
    }
    if (meaning === "send") {
      event.preventDefault();
      submit();
    }
    // Escape first closes the answer; pressed again, it leads to the newest message.
    if (event.key === "Escape" && !event.nativeEvent.isComposing && isTold) {
      event.preventDefault();
      submission.close();
    }
  };
