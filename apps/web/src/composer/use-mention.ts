import type { Known } from "@beseda/protocol";
import { useLayoutEffect, useState, type RefObject } from "react";
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
  /** Undefined where none is offered. */
  readonly keys: MentionKeys | undefined;
  /** Called with the caret's place when it has moved. */
  readonly onCaret: (caret: number) => void;
}

/** What keys do with the names that are offered. */
export interface MentionKeys {
  /** The name that the arrow keys led to; undefined before they are pressed. */
  readonly marked: string | undefined;
  readonly move: (by: 1 | -1) => void;
  /** Chooses the marked name, or else the first. */
  readonly choose: () => void;
}

/** Offers the names of people to mention, where an `@` is being typed. */
export const useMention = ({ text, field, known, members, onChange }: MentionOptions): MentionHere => {
  const [caret, onCaret] = useState(0);
  const [moved, setMoved] = useState<{ readonly text: string; readonly index: number }>();
  const [placed, setPlaced] = useState<{ readonly at: number }>();
  // In the same frame: whoever goes on typing at once types behind the name.
  useLayoutEffect(() => {
    if (placed !== undefined) field.current?.setSelectionRange(placed.at, placed.at);
  }, [placed, field]);
  const mention = mentionBefore(text, caret);
  const here = useMembers(mention !== undefined, members);
  // Whoever spoke last is the first.
  const names = mention === undefined ? [] : namesFor(mention, [...new Set([...known().names, ...here])]);
  const choose = (name: string): void => {
    if (mention === undefined) return;
    const next = withMention(text, caret, { mention, name });
    setMoved(undefined);
    onChange(next.text);
    onCaret(next.caret);
    field.current?.focus();
    setPlaced({ at: next.caret });
  };
  // Typed on, the names are others.
  const at = moved?.text === text ? moved.index : undefined;
  const marked = at === undefined ? undefined : names[at];
  const [first] = names;
  const move = (by: 1 | -1): void => {
    const next = at === undefined ? (by === 1 ? 0 : -1) : at + by;
    setMoved({ text, index: (next + names.length) % names.length });
  };
  const keys = first === undefined ? undefined : { marked, move, choose: () => choose(marked ?? first) };
  return { names, choose, keys, onCaret };
};
