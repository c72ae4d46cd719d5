import { beginsCommand, looksSecret } from "@beseda/protocol";
import { useState } from "react";
import { takesAll, type Aim } from "./aim.ts";
import { joined, type Drafts } from "./draft.ts";
import { secretIn, type Secret } from "./secret.ts";

/** Something begun elsewhere, to be finished here: another object each time. */
export type Begun =
  | { readonly text: string; readonly isAdded?: boolean; readonly aim?: undefined }
  /** A message to answer, or to say anew. */
  | {
      readonly aim: Aim;
      /** The text that was typed for it already, and was refused. */
      readonly typed?: string;
      /** The room that it was typed in. */
      readonly room?: string;
    };

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
  /** The message that it answers or replaces, or that gets the emoji. */
  readonly aim: Aim | undefined;
  /** A command with a password in it, which is asked for in fields of its own. */
  readonly secret: Secret | undefined;
  change(value: string): void;
  /** Ends it, sent or not: what was written before continues. */
  finish(): void;
  /** Gives up its aim: an answer becomes a text of its own, a text that was to replace another, or to be an emoji, is gone. */
  leaveAim(): void;
}

/** Whether a text may contain a password, so that it is not stored. */
export const isPrivy = (text: string): boolean => beginsCommand(text) || looksSecret(text);

/** Keeps the text being written to a room; it goes along where a command leads. */
export const useDraft = ({ room, drafts, begun, onTyping }: DraftOptions): Draft => {
  const [text, setText] = useState(() => drafts.of(room));
  const [secret, setSecret] = useState<Secret>();
  const [aim, setAim] = useState<Aim>();
  /** The text that was being written when a button began something else: it is restored afterwards. */
  const [aside, setAside] = useState("");
  const [taken, setTaken] = useState(begun);
  const isForAim = takesAll(aim);
  /** Returns the text to go on with after something else. */
  const own = isForAim || beginsCommand(text) ? aside : text;
  const take = (next: Begun): void => {
    if (next.aim === undefined) {
      if (isForAim) setAim(undefined);
      if (!next.isAdded) setAside(own);
      setText(next.isAdded ? joined(isForAim ? aside : text, next.text) : next.text);
      return;
    }
    // Whoever has gone on, to another room or another edit, is not led back.
    if (next.typed !== undefined && (isForAim || next.room !== room)) return;
    setAim(next.aim);
    if (takesAll(next.aim)) {
      setAside(own);
      setText(next.aim.kind === "react" ? "" : (next.typed ?? next.aim.text));
    } else if (isForAim) {
      setAside("");
      setText(aside);
    }
  };
  if (taken !== begun) {
    setTaken(begun);
    if (begun) take(begun);
  }
  const [writtenTo, setWrittenTo] = useState(room);
  if (writtenTo !== room) {
    // A command has led here: the text being typed continues, behind what was begun here before.
    const both = joined(drafts.of(room), text);
    setWrittenTo(room);
    setText(both);
    setAside("");
    setAim(undefined);
    drafts.save(writtenTo, aside);
    if (!isPrivy(text)) drafts.save(room, both);
  }
  const change = (value: string): void => {
    if (isForAim) {
      setText(value);
      return;
    }
    const hidden = secretIn(value);
    const next = value === "" ? aside : value;
    setSecret(hidden);
    // A hidden text leaves nothing behind in the field.
    setText(hidden ? "" : next);
    if (value === "") setAside("");
    onTyping(value.trim() !== "" && !beginsCommand(value));
    drafts.save(room, isPrivy(next) ? aside : next);
  };
  const finish = (): void => {
    setAim(undefined);
    setSecret(undefined);
    setText(aside);
    setAside("");
    onTyping(false);
    drafts.save(room, aside);
  };
  const leaveAim = (): void => {
    if (isForAim) finish();
    else setAim(undefined);
  };
  return { text, aim, secret, change, finish, leaveAim };
};
