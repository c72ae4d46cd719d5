import { beginsCommand, looksSecret } from "@beseda/protocol";
import { useState } from "react";
import { joined, type Drafts } from "./draft.ts";
import { secretIn, type Secret } from "./secret.ts";

/** A text begun elsewhere, to be finished here: another object each time. */
export interface Begun {
  readonly text: string;
  readonly isAdded?: boolean;
}

export interface DraftOptions {
  readonly room: string;
  readonly drafts: Drafts;
  readonly begun: Begun | undefined;
  /** Called at each key: whether the text is something that the others will read. */
  readonly onTyping: (isTyping: boolean) => void;
}

/** A text being written. */
export interface Draft {
  readonly text: string;
  /** A command with a password in it, which is asked for in fields of its own. */
  readonly secret: Secret | undefined;
  change(value: string): void;
}

/** Whether a text may contain a password, so that it is not stored. */
export const isPrivy = (text: string): boolean => beginsCommand(text) || looksSecret(text);

/** Keeps the text being written to a room; it goes along where a command leads. */
export const useDraft = ({ room, drafts, begun, onTyping }: DraftOptions): Draft => {
  const [text, setText] = useState(() => drafts.of(room));
  const [secret, setSecret] = useState<Secret>();
  /** The text that was being written when a button began something else: it is restored afterwards. */
  const [aside, setAside] = useState("");
  const [taken, setTaken] = useState(begun);
  if (taken !== begun) {
    setTaken(begun);
    if (begun && !begun.isAdded && !beginsCommand(text)) setAside(text);
    if (begun) setText(begun.isAdded ? joined(text, begun.text) : begun.text);
  }
  const [writtenTo, setWrittenTo] = useState(room);
  if (writtenTo !== room) {
    // A command has led here: the text being typed continues, behind what was begun here before.
    const both = joined(drafts.of(room), text);
    setWrittenTo(room);
    setText(both);
    setAside("");
    drafts.save(writtenTo, aside);
    if (!isPrivy(text)) drafts.save(room, both);
  }
  const change = (value: string): void => {
    const hidden = secretIn(value);
    const next = value === "" ? aside : value;
    setSecret(hidden);
    // A hidden text leaves nothing behind in the field.
    setText(hidden ? "" : next);
    if (value === "") setAside("");
    onTyping(value.trim() !== "" && !beginsCommand(value));
    drafts.save(room, isPrivy(next) ? aside : next);
  };
  return { text, secret, change };
};
