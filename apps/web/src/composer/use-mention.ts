import type { Known } from "@beseda/protocol";
import { useState, type RefObject } from "react";
import { mentionBefore, namesFor, withMention } from "./mention.ts";
import { useMembers } from "./use-members.ts";

export interface MentionOptions {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly known: () => Known;
  /** Returns the names of the people in the room. */
  readonly members: () => Promise<readonly string[]>;
  readonly onChange: (text: string) => void;
}

export interface MentionHere {
  /** The names that are offered at the caret. */
  readonly names: readonly string[];
  readonly choose: (name: string) => void;
  readonly chooseFirst: (() => void) | undefined;
  /** Called with the caret's place when it has moved. */
  readonly onCaret: (caret: number) => void;
}

/** Offers the names of people to mention, where an `@` is being typed. */
export const useMention = ({ text, field, known, members, onChange }: MentionOptions): MentionHere => {
  const [caret, onCaret] = useState(0);
  const mention = mentionBefore(text, caret);
  const here = useMembers(mention !== undefined, members);
  // Whoever spoke last is the first.
  const names = mention === undefined ? [] : namesFor(mention, [...new Set([...known().names, ...here])]);
  const choose = (name: string): void => {
    if (mention === undefined) return;
    const next = withMention(text, caret, { mention, name });
    onChange(next.text);
    onCaret(next.caret);
    field.current?.focus();
    requestAnimationFrame(() => field.current?.setSelectionRange(next.caret, next.caret));
  };
  const [first] = names;
  return { names, choose, chooseFirst: first === undefined ? undefined : () => choose(first), onCaret };
};
