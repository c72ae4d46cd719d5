import { cleanText } from "@beseda/protocol";
import { graphemesOf } from "../format/width.ts";
import { nextBoundary, previousBoundary, snapForward, wordEnd, wordStart } from "./boundaries.ts";

/** A text under edit. `cursor` counts UTF-16 units and always stands between two graphemes. */
export interface Editor {
  readonly text: string;
  readonly cursor: number;
  /** The text last cut by Ctrl-K, Ctrl-U or Ctrl-W, for Ctrl-Y. */
  readonly cut: string;
  /** The states that undo returns to, the newest last. */
  readonly past: readonly Moment[];
  /** Whether the last edit was typing: a run of it is undone as a whole. */
  readonly typing: boolean;
}

interface Moment {
  readonly text: string;
  readonly cursor: number;
}

const rememberedMoments = 200;

export const emptyEditor: Editor = { text: "", cursor: 0, cut: "", past: [], typing: false };

/** An editor that stands at the end of `text`. */
export const editorWith = (text: string): Editor => ({ ...emptyEditor, text, cursor: text.length });

const moved = (editor: Editor, cursor: number): Editor => ({ ...editor, cursor, typing: false });

const changed = (editor: Editor, next: Moment): Editor => ({
  ...editor,
  text: next.text,
  cursor: snapForward(next.text, next.cursor),
  past: [...editor.past, { text: editor.text, cursor: editor.cursor }].slice(-rememberedMoments),
  typing: false,
});

const without = (editor: Editor, from: number, to: number): Moment => ({
  text: editor.text.slice(0, from) + editor.text.slice(to),
  cursor: from,
});

interface Range {
  readonly from: number;
  readonly to: number;
}

const removed = (editor: Editor, { from, to }: Range): Editor =>
  from === to ? editor : changed(editor, without(editor, from, to));

const cutOut = (editor: Editor, range: Range): Editor =>
  range.from === range.to
    ? editor
    : { ...removed(editor, range), cut: editor.text.slice(range.from, range.to) };

const lineStart = ({ text, cursor }: Editor): number => text.lastIndexOf("\n", cursor - 1) + 1;
const lineEnd = ({ text, cursor }: Editor): number => {
  const end = text.indexOf("\n", cursor);
  return end === -1 ? text.length : end;
};

/** Inserts typed or pasted text, without the characters that a terminal would take for commands. */
export const insert = (editor: Editor, typed: string): Editor => {
  const text = cleanText(typed);
  if (text === "") return editor;
  const before = editor.text.slice(0, editor.cursor);
  const next = changed(editor, {
    text: before + text + editor.text.slice(editor.cursor),
    cursor: before.length + text.length,
  });
  const isTyping = graphemesOf(text).length === 1 && text !== "\n";
  return { ...next, past: editor.typing && isTyping ? editor.past : next.past, typing: isTyping };
};

const insertedAgain = (editor: Editor): Editor => ({ ...insert(editor, editor.cut), typing: false });

const undone = (editor: Editor): Editor => {
  const last = editor.past.at(-1);
  return last === undefined ? editor : { ...editor, ...last, past: editor.past.slice(0, -1), typing: false };
};

/** The effect of each key on the text, by the name that readline gives it. */
export const edits = {
  backwardCharacter: (editor) => moved(editor, previousBoundary(editor.text, editor.cursor)),
  forwardCharacter: (editor) => moved(editor, nextBoundary(editor.text, editor.cursor)),
  backwardWord: (editor) => moved(editor, wordStart(editor.text, editor.cursor)),
  forwardWord: (editor) => moved(editor, wordEnd(editor.text, editor.cursor)),
  beginningOfLine: (editor) => moved(editor, lineStart(editor)),
  endOfLine: (editor) => moved(editor, lineEnd(editor)),
  deleteBackward: (editor) =>
    removed(editor, { from: previousBoundary(editor.text, editor.cursor), to: editor.cursor }),
  deleteForward: (editor) =>
    removed(editor, { from: editor.cursor, to: nextBoundary(editor.text, editor.cursor) }),
  cutWordBackward: (editor) =>
    cutOut(editor, { from: wordStart(editor.text, editor.cursor), to: editor.cursor }),
  cutWordForward: (editor) =>
    cutOut(editor, { from: editor.cursor, to: wordEnd(editor.text, editor.cursor) }),
  cutToBeginning: (editor) => cutOut(editor, { from: lineStart(editor), to: editor.cursor }),
  cutToEnd: (editor) => cutOut(editor, { from: editor.cursor, to: lineEnd(editor) }),
  putBack: insertedAgain,
  undo: undone,
} as const satisfies Record<string, (editor: Editor) => Editor>;

export type EditName = keyof typeof edits;
