import { onLatinLayout } from "@beseda/protocol";
import type { Key } from "ink";
import type { EditName } from "./editor.ts";

/** The meaning of a key for the line being written. */
export type Keystroke =
  | { readonly kind: "insert"; readonly text: string }
  | { readonly kind: "edit"; readonly name: EditName }
  | {
      readonly kind:
        | "submit"
        | "complete"
        | "older"
        | "newer"
        | "interrupt"
        | "end"
        | "clear"
        | "pause"
        | "unread"
        | "cancel";
    };

const edit = (name: EditName): Keystroke => ({ kind: "edit", name });
const newline: Keystroke = { kind: "insert", text: "\n" };

const withControl: ReadonlyMap<string, Keystroke> = new Map([
  ["a", edit("beginningOfLine")],
  ["b", edit("backwardCharacter")],
  ["c", { kind: "interrupt" }],
  ["d", { kind: "end" }],
  ["e", edit("endOfLine")],
  ["f", edit("forwardCharacter")],
  ["h", edit("deleteBackward")],
  ["j", newline],
  ["k", edit("cutToEnd")],
  ["l", { kind: "clear" }],
  ["m", { kind: "submit" }],
  ["n", { kind: "newer" }],
  ["p", { kind: "older" }],
  ["u", edit("cutToBeginning")],
  ["w", edit("cutWordBackward")],
  ["y", edit("putBack")],
  ["z", { kind: "pause" }],
  ["_", edit("undo")],
]);

const withAlt: ReadonlyMap<string, Keystroke> = new Map([
  ["a", { kind: "unread" }],
  ["b", edit("backwardWord")],
  ["f", edit("forwardWord")],
  ["d", edit("cutWordForward")],
]);

const named: readonly (readonly [(key: Key) => boolean, Keystroke])[] = [
  [(key) => key.return && (key.meta || key.shift), newline],
  [(key) => key.return, { kind: "submit" }],
  [(key) => key.tab && !key.shift, { kind: "complete" }],
  [(key) => key.leftArrow && (key.meta || key.ctrl), edit("backwardWord")],
  [(key) => key.rightArrow && (key.meta || key.ctrl), edit("forwardWord")],
  [(key) => key.leftArrow, edit("backwardCharacter")],
  [(key) => key.rightArrow, edit("forwardCharacter")],
  [(key) => key.upArrow, { kind: "older" }],
  [(key) => key.downArrow, { kind: "newer" }],
  [(key) => key.home, edit("beginningOfLine")],
  [(key) => key.end, edit("endOfLine")],
  [(key) => key.backspace && (key.meta || key.ctrl), edit("cutWordBackward")],
  [(key) => key.backspace, edit("deleteBackward")],
  [(key) => key.delete && (key.meta || key.ctrl), edit("cutWordForward")],
  [(key) => key.delete, edit("deleteForward")],
  [(key) => key.escape, { kind: "cancel" }],
];

const controlLetter = (code: number): string =>
  String.fromCharCode(code <= 26 ? code + 96 : code + 64).toLowerCase();

const ofControl = (character: string): Keystroke | undefined => {
  const code = character.charCodeAt(0);
  if (code === 9) return { kind: "complete" };
  if (code === 127) return edit("deleteBackward");
  return withControl.get(controlLetter(code));
};

// oxlint-disable-next-line no-control-regex -- separates typed letters from control characters
const runs = /[^\u0000-\u001F\u007F]+|[\u0000-\u001F\u007F]/gu;

/** Splits one piece of input, maybe many keys: fast typing, a slow line, or a paste without paste marks. */
const ofChunk = (input: string): readonly Keystroke[] =>
  Array.from(input.matchAll(runs), ([run]): Keystroke | undefined =>
    // oxlint-disable-next-line no-control-regex -- see above
    /^[\u0000-\u001F\u007F]/u.test(run) ? ofControl(run) : { kind: "insert", text: run },
  ).filter((stroke) => stroke !== undefined);

/**
 * Turns Ink's report of one input into keystrokes. Shortcuts are found by the key, not by the letter on it:
 * Alt-и on a Russian layout is Alt-B.
 */
export const keystrokesOf = (input: string, key: Key): readonly Keystroke[] => {
  if (key.eventType === "release") return [];
  const byName = named.find(([matches]) => matches(key))?.[1];
  if (byName !== undefined) return [byName];
  const shortcuts = key.ctrl ? withControl : key.meta ? withAlt : undefined;
  if (shortcuts === undefined) return ofChunk(input);
  const stroke = shortcuts.get(onLatinLayout(input));
  return stroke === undefined ? [] : [stroke];
};
