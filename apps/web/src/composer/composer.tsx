import { beginsCommand, commandTable, completeCommand, looksSecret, type Known } from "@beseda/protocol";
import type { TimelineMessage } from "@beseda/client";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useLocale, useUiTexts } from "../preferences/preferences-context.ts";
import { Icon } from "../ui/icon.tsx";
import { useEscape } from "../ui/use-escape.ts";
import { joined, type Drafts } from "./draft.ts";
import { Held } from "./held.tsx";
import { Hint } from "./hint.tsx";
import { carriedOut, intentOf, type Intent, type Said, type Told } from "./intent.ts";
import { meaningOf } from "./key-meaning.ts";
import { sayingsOf } from "./parts.ts";
import { roomForText } from "./room-for-text.ts";
import { suggestionsFor } from "./suggestions.ts";
import { SecretForm } from "./secret-form.tsx";
import { secretIn, type Secret } from "./secret.ts";

export interface ComposerProps {
  readonly room: string;
  /** What it is called, `#lobby`. */
  readonly place: string;
  /** What one is called oneself. */
  readonly name: string;
  readonly drafts: Drafts;
  /** Characters of one message. */
  readonly limit: number;
  readonly disabled: boolean;
  /** What the last command came to, where it failed. */
  readonly complaint: string | undefined;
  /** What the last command came to, where it went well. */
  readonly news: string | undefined;
  /** What was begun elsewhere, to be finished here: another object each time. */
  readonly begun: { readonly text: string; readonly isAdded?: boolean } | undefined;
  /** What was typed and waits for the room that a command leads to. */
  readonly held: readonly TimelineMessage[];
  readonly onSaid: (said: Said) => void;
  /** What arguments of commands can be completed from. */
  readonly known: () => Known;
  /** At each key: whether something stands there that the others will read. */
  readonly onTyping: (isTyping: boolean) => void;
  /** What was told is read. */
  readonly onRead: () => void;
}

/** A password may be in it, so it is kept nowhere. */
const isPrivy = (text: string): boolean => beginsCommand(text) || looksSecret(text);

/** The table without what is of no use here. */
const shownCommands = Object.fromEntries(carriedOut.map((name) => [name, commandTable[name]]));

/** Where one writes, for who goes past the list. */
export const fieldId = "composer";

/** Lines that the field shows without scrolling, where the browser does not grow it by itself. */
const mostRows = 8;

/** One goes on where one stopped: browsers begin at the beginning. */
const goOnWriting = (field: HTMLTextAreaElement | null): void => {
  if (field === null) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
};

const isTouchScreen = (): boolean => matchMedia("(pointer: coarse)").matches;

/** Where one writes. Mount it anew for another room: each has its own draft. */
export const Composer = (props: ComposerProps) => {
  const {
    room,
    place,
    name,
    drafts,
    limit,
    disabled,
    complaint,
    news,
    known,
    begun,
    held,
    onSaid,
    onTyping,
    onRead,
  } = props;
  const locale = useLocale();
  const texts = useUiTexts().composer;
  const [text, setText] = useState(() => drafts.of(room));
  const [told, setTold] = useState<Told>();
  const [doubted, setDoubted] = useState<string>();
  const [taken, setTaken] = useState(begun);
  if (taken !== begun) {
    setTaken(begun);
    if (begun) setText(begun.isAdded ? joined(text, begun.text) : begun.text);
  }
  const [writtenTo, setWrittenTo] = useState(room);
  if (writtenTo !== room) {
    // A command has led here: what is being typed goes on, behind what was begun here before.
    const both = joined(drafts.of(room), text);
    setWrittenTo(room);
    setText(both);
    drafts.save(writtenTo, "");
    if (!isPrivy(text)) drafts.save(room, both);
  }
  const [secret, setSecret] = useState<Secret>();
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const space = roomForText(text, limit);
  const sendable = !disabled && text.trim() !== "" && space.kind !== "over";

  useEffect(() => {
    // Not on a touch screen: there the keyboard would cover what one came to read.
    if (secret === undefined && matchMedia("(pointer: fine)").matches) goOnWriting(field.current);
  }, [secret]);

  useEffect(() => {
    if (begun) goOnWriting(field.current);
  }, [begun]);

  useEffect(() => {
    // Who is back in the chat writes on: the button that led there is gone.
    const isLost = document.activeElement === document.body;
    if (!disabled && isLost && matchMedia("(pointer: fine)").matches) goOnWriting(field.current);
  }, [disabled]);

  const close = () => {
    setTold(undefined);
    onRead();
    field.current?.focus();
  };
  useEscape(close);

  const change = (value: string) => {
    setTold(undefined);
    const begun = secretIn(value);
    setSecret(begun);
    // What is hidden leaves nothing behind in the field.
    setText(begun ? "" : value);
    onTyping(value.trim() !== "" && !beginsCommand(value));
    drafts.save(room, isPrivy(value) ? "" : value);
  };

  const say = (...said: readonly Said[]) => {
    setDoubted(undefined);
    change("");
    for (const one of said) onSaid(one);
    field.current?.focus();
  };

  const carryOut = (intent: Intent) => {
    switch (intent.kind) {
      case "nothing":
        return;
      case "doubtful":
        if (intent.text === doubted) return say(...sayingsOf(intent, limit));
        setDoubted(intent.text);
        setTold({ words: intent.words, trouble: true });
        return;
      case "told":
        onRead();
        if (!intent.trouble) change("");
        setTold(intent);
        return;
      case "say":
        return say(...sayingsOf(intent, limit));
      default:
        return say(intent);
    }
  };
  const submit = () => {
    if (sendable) carryOut(intentOf(text, locale));
  };
  const parts = disabled || space.kind !== "over" ? [] : sayingsOf(intentOf(text, locale), limit);

  /** Tab goes on with the command that was begun; where there is none, it goes to the next control as anywhere. */
  const complete = (): boolean => {
    const [completed] = completeCommand(text, known(), shownCommands);
    if (completed === undefined || completed === text) return false;
    change(completed);
    return true;
  };

  const press = (event: KeyboardEvent) => {
    const meaning = meaningOf(event.nativeEvent, !isTouchScreen());
    if (meaning === "complete" && complete()) event.preventDefault();
    if (meaning === "send") {
      event.preventDefault();
      submit();
    }
    // What was told first; once more, and one is at the newest message.
    if (event.key === "Escape" && !event.nativeEvent.isComposing && answer !== undefined) {
      event.preventDefault();
      close();
    }
  };

  const refused = complaint === undefined ? undefined : { words: complaint, trouble: true };
  const done = news === undefined ? undefined : { words: news, trouble: false };
  const suggestions = secret === undefined ? suggestionsFor(text, locale) : [];
  // What is being typed is news, an answer to what was typed before is not.
  const answer = suggestions.length > 0 ? told : (told ?? refused ?? done);
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
      <div className="composer-field">
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
          onChange={(event) => change(event.target.value)}
          onKeyDown={press}
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
    </form>
  );
};
