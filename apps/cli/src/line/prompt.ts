import { secretStart, type Known } from "@beseda/protocol";
import { complete, type Completion } from "./complete.ts";
import { edits, emptyEditor, insert, type Editor } from "./editor.ts";
import type { Keystroke } from "./keys.ts";
import { emptyRecall, newer, older, remember, type Recall, type Recalled } from "./recall.ts";
import { moveByLine } from "./vertical.ts";

/** The line at the bottom: the text being written, the earlier ones, and a completion under way. */
export interface Prompt {
  readonly editor: Editor;
  readonly recall: Recall;
  readonly completion: Completion | undefined;
}

export const emptyPrompt: Prompt = { editor: emptyEditor, recall: emptyRecall, completion: undefined };

/** A request of a key beyond the line itself. */
export type Wish =
  | { readonly kind: "submit"; readonly text: string }
  /** Enter on an empty line. */
  | { readonly kind: "nudge" }
  | { readonly kind: "interrupt" | "leave" | "clear" | "pause" | "unread" };

export interface Pressed {
  readonly prompt: Prompt;
  readonly wish?: Wish;
}

const written = (prompt: Prompt, editor: Editor): Pressed => ({
  prompt: { ...prompt, editor, completion: undefined },
});

const recalled = (prompt: Prompt, found: Recalled | undefined): Pressed =>
  found === undefined ? { prompt } : { prompt: { ...found, completion: undefined } };

const submitted = (prompt: Prompt): Pressed => {
  const { text } = prompt.editor;
  if (text.trim() === "") return { prompt: { ...prompt, editor: emptyEditor }, wish: { kind: "nudge" } };
  const isSecret = secretStart(text) !== undefined;
  const recall = isSecret
    ? { ...prompt.recall, at: prompt.recall.sent.length }
    : remember(prompt.recall, text.trimEnd());
  const editor = { ...emptyEditor, cut: prompt.editor.cut };
  return { prompt: { editor, recall, completion: undefined }, wish: { kind: "submit", text } };
};

const completed = (prompt: Prompt, sources: Known): Pressed => {
  const found = complete(prompt.editor, sources, prompt.completion);
  return found === undefined ? { prompt } : { prompt: { ...prompt, ...found } };
};

/** Applies a key to the line. */
export const press = (prompt: Prompt, stroke: Keystroke, sources: Known): Pressed => {
  const { editor, recall } = prompt;
  switch (stroke.kind) {
    case "insert":
      return written(prompt, insert(editor, stroke.text));
    case "edit":
      return written(prompt, edits[stroke.name](editor));
    case "submit":
      return submitted(prompt);
    case "complete":
      return completed(prompt, sources);
    case "older": {
      const higher = moveByLine(editor, -1);
      return higher ? written(prompt, higher) : recalled(prompt, older(recall, editor.text));
    }
    case "newer": {
      const lower = moveByLine(editor, 1);
      return lower ? written(prompt, lower) : recalled(prompt, newer(recall));
    }
    case "end":
      return editor.text === ""
        ? { prompt, wish: { kind: "leave" } }
        : written(prompt, edits.deleteForward(editor));
    case "interrupt":
    case "clear":
    case "pause":
    case "unread":
      return { prompt, wish: { kind: stroke.kind } };
    case "cancel":
      return { prompt: { ...prompt, completion: undefined } };
  }
};
