import { beginsCommand, looksSecret } from "@beseda/protocol";
import { useState } from "react";
import { joined, type Drafts } from "./draft.ts";
import { secretIn, type Secret } from "./secret.ts";

/** What was begun elsewhere, to be finished here: another object each time. */
export interface Begun {
  readonly text: string;
  readonly isAdded?: boolean;
}

export interface DraftOptions {
  readonly room: string;
  readonly drafts: Drafts;
  readonly begun: Begun | undefined;
  /** At each key: whether something stands there that the others will read. */
  readonly onTyping: (isTyping: boolean) => void;
}

/** A text that is being written. */
export interface Draft {
  readonly text: string;
  /** A command with a password in it, which is asked for in fields of its own. */
  readonly secret: Secret | undefined;
  change(value: string): void;
}

/** A password may be in it, so it is kept nowhere. */
export const isPrivy = (text: string): boolean => beginsCommand(text) || looksSecret(text);

/** The text that is being written to a room: it is kept, and goes along where a command leads. */
export const useDraft = ({ room, drafts, begun, onTyping }: DraftOptions): Draft => {
  const [text, setText] = useState(() => drafts.of(room));
  const [secret, setSecret] = useState<Secret>();
  /** What was being written when a button began something else: it is there again afterwards. */
  const [aside, setAside] = useState("");
  const [taken, setTaken] = useState(begun);
  if (taken !== begun) {
    setTaken(begun);
    if (begun && !begun.isAdded && !beginsCommand(text)) setAside(text);
    if (begun) setText(begun.isAdded ? joined(text, begun.text) : begun.text);
  }
  const [writtenTo, setWrittenTo] = useState(room);
  if (writtenTo !== room) {
    // A command has led here: what is being typed goes on, behind what was begun here before.
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
    // What is hidden leaves nothing behind in the field.
    setText(hidden ? "" : next);
    if (value === "") setAside("");
    onTyping(value.trim() !== "" && !beginsCommand(value));
    drafts.save(room, isPrivy(next) ? aside : next);
  };
  return { text, secret, change };
};
