import type { Known } from "@beseda/protocol";
import type { TimelineMessage } from "@beseda/client";
import { useId } from "react";
import { useLocale } from "../preferences/preferences-context.ts";
import { useEscape } from "../ui/use-escape.ts";
import { aimAt, aimedAt, takesAll } from "./aim.ts";
import { AimBar } from "./aim-bar.tsx";
import type { Drafts } from "./draft.ts";
import { Held } from "./held.tsx";
import { Hint } from "./hint.tsx";
import type { Said, Told } from "./intent.ts";
import { MentionChoice } from "./mention-choice.tsx";
import { pressing } from "./pressing.ts";
import { sayingsOf } from "./parts.ts";
import { roomForText } from "./room-for-text.ts";
import { suggestionsFor } from "./suggestions.ts";
import { SecretForm } from "./secret-form.tsx";
import { useDraft, type Begun } from "./use-draft.ts";
import { useFieldFocus } from "./use-field-focus.ts";
import { useMention } from "./use-mention.ts";
import { useSubmission } from "./use-submission.ts";
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
  /** Returns a loaded message by its place in the log. */
  readonly messageAt: (seq: number) => TimelineMessage | undefined;
  /** Returns the person's last message, if it can be changed. */
  readonly lastOwn: () => TimelineMessage | undefined;
  readonly onBegin: (begun: Begun) => void;
  /** Messages typed on the way, which wait for the room that a command leads to. */
  readonly held: readonly TimelineMessage[];
  readonly onSaid: (said: Said) => void;
  /** Returns the candidates for completing arguments of commands. */
  readonly known: () => Known;
  /** Returns the names of the people in the room. */
  readonly members: () => Promise<readonly string[]>;
  /** Called at each key: whether the text is something that the others will read. */
  readonly onTyping: (isTyping: boolean) => void;
  /** Called when the answer has been read. */
  readonly onRead: () => void;
}

/** The area where the person writes. Mount it anew for another room: each has its own draft. */
export const Composer = (props: ComposerProps) => {
  const { place, name, limit, disabled, begun, held, onSaid, onRead } = props;
  const locale = useLocale();
  const draft = useDraft(props);
  const { text, secret, aim } = draft;
  const field = useFieldFocus({ isAside: secret !== undefined, begun, disabled });
  const focus = (): void => field.current?.focus();
  const submission = useSubmission({ draft, limit, onSaid, onRead, focus });
  const { change, carryOut, close } = submission;
  useEscape(close);
  const hintId = useId();
  const mention = useMention({ text, field, known: props.known, members: props.members, onChange: change });
  const intent = () => aimedAt(aim, text, locale);
  const leaveAim = () => {
    draft.leaveAim();
    focus();
  };

  const space = roomForText(text, limit);
  const sendable = !disabled && text.trim() !== "" && space.kind !== "over";
  const parts = disabled || space.kind !== "over" ? [] : sayingsOf(intent(), limit);
  const suggestions = secret === undefined && !takesAll(aim) ? suggestionsFor(text, locale) : [];
  const answer = answerOf(props, submission.told, suggestions.length > 0);
  const submit = () => {
    if (sendable || (!disabled && takesAll(aim) && text.trim() === "")) carryOut(intent());
  };

  const hint = (
    <Hint
      {...{ id: hintId, told: answer, space, suggestions }}
      parts={parts.length}
      onClose={close}
      onSendParts={() => carryOut(intent())}
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
      {aim !== undefined && <AimBar aim={aim} message={props.messageAt(aim.seq)} onLeave={leaveAim} />}
      <MentionChoice names={mention.names} marked={mention.keys?.marked} onChoose={mention.choose} />
      <WritingField
        {...{ field, text, place, hintId, disabled, sendable }}
        {...{ onChange: change, onCaret: mention.onCaret }}
        onPress={pressing({
          text,
          known: props.known,
          submission,
          submit,
          isTold: answer !== undefined,
          mention: mention.keys,
          onEditLast: aim === undefined ? () => editLast(props) : undefined,
          onLeaveAim: aim === undefined ? undefined : leaveAim,
        })}
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

/** Begins to change the person's last message, if there is one. */
const editLast = ({ lastOwn, onBegin }: ComposerProps): boolean => {
  const last = lastOwn();
  if (last !== undefined) onBegin({ aim: aimAt("edit", last) });
  return last !== undefined;
};
