import type { TimelineMessage } from "@beseda/client";
import { cleanText } from "@beseda/protocol";
import type { Intent } from "./intent.ts";

/** A message that the text being written answers or replaces. */
export interface Aim {
  readonly kind: "reply" | "edit";
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

/** Returns what a text means while it has an aim: a new text is never a command, and what is said is the answer. */
export const aimedAt = (aim: Aim | undefined, typed: string, intent: Intent): Intent => {
  if (aim === undefined) return intent;
  const { kind, seq } = aim;
  if (kind === "edit") {
    const text = typed.trim();
    if (text === "") return { kind: "nothing" };
    if (cleanText(text) === aim.text) return { kind: "unchanged" };
    return { kind: "ask", invocation: { command: "edit", arguments: { seq, text } } };
  }
  const isSaid = intent.kind === "say" || intent.kind === "doubtful";
  return isSaid && intent.reply_to === undefined ? { ...intent, reply_to: seq } : intent;
};
