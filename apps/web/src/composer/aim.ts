import type { TimelineMessage } from "@beseda/client";
import { cleanText, emojiOf, type Locale } from "@beseda/protocol";
import { uiTextsOf } from "../locale/ui-texts.ts";
import { intentOf, type Intent } from "./intent.ts";

/** A message that the text being written answers or replaces, or that gets the emoji being typed. */
export interface Aim {
  readonly kind: "reply" | "edit" | "react";
  readonly seq: number;
  /** The author's name. */
  readonly name: string;
  /** The text of the message, as it was when it was chosen. */
  readonly text: string;
}

export const aimAt = (kind: Aim["kind"], { seq, name, text }: TimelineMessage): Aim => ({
  kind,
  seq,
  name,
  text,
});

/** Whether an aim takes all that is typed: it is no message of its own, never a command, and tells when it is empty. */
export const takesAll = (aim: Aim | undefined): boolean => aim?.kind === "edit" || aim?.kind === "react";

/** Returns what a text means while it has an aim: a new text is never a command, and what is said is the answer. */
export const aimedAt = (aim: Aim | undefined, typed: string, locale: Locale): Intent => {
  const intent = intentOf(typed, locale);
  if (aim === undefined) return intent;
  const { kind, seq } = aim;
  const texts = uiTextsOf(locale).composer;
  const text = typed.trim();
  if (kind === "edit") {
    if (text === "") return { kind: "told", words: texts.emptyEdit, trouble: true };
    if (cleanText(text) === aim.text) return { kind: "unchanged" };
    return { kind: "ask", invocation: { command: "edit", arguments: { seq, text } } };
  }
  if (kind === "react") {
    const emoji = emojiOf(text);
    if (emoji === undefined) return { kind: "told", words: texts.notEmoji, trouble: true };
    return { kind: "ask", invocation: { command: "react", arguments: { seq, emoji, withdrawn: undefined } } };
  }
  const isSaid = intent.kind === "say" || intent.kind === "doubtful";
  return isSaid && intent.reply_to === undefined ? { ...intent, reply_to: seq } : intent;
};
