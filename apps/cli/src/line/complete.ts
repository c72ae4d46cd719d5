import { completeCommand, onLatinLayout, type Known } from "@beseda/protocol";
import { commandTable } from "../command/command-table.ts";
import type { Editor } from "./editor.ts";

/** A completion under way; pressing Tab again goes to the next candidate. */
export interface Completion {
  readonly start: number;
  readonly candidates: readonly string[];
  readonly chosen: number;
}

export interface Completed {
  readonly editor: Editor;
  readonly completion: Completion;
}

interface Found {
  readonly start: number;
  readonly candidates: readonly string[];
}

const commandsFor = (written: string, known: Known): Found => {
  const candidates = completeCommand(written, known, commandTable);
  // The text may have been typed in the other keyboard layout.
  const meant =
    candidates.length > 0 ? candidates : completeCommand(onLatinLayout(written), known, commandTable);
  return { start: 0, candidates: meant };
};

const namesFor = (written: string, { names }: Known): Found => {
  const start = /\S*$/u.exec(written)?.index ?? written.length;
  const word = written.slice(start).replace(/^@/u, "").toLowerCase();
  const matching = word === "" ? [] : names.filter((name) => name.toLowerCase().startsWith(word));
  return { start, candidates: matching.map((name) => name + (start === 0 ? ", " : " ")) };
};

const candidatesFor = (written: string, known: Known): Found => {
  const isCommand = written.startsWith("/") && !written.startsWith("//");
  const found = isCommand ? commandsFor(written, known) : { start: 0, candidates: [] };
  return found.candidates.length > 0 ? found : namesFor(written, known);
};

const put = (editor: Editor, completion: Completion): Completed => {
  const before = editor.text.slice(0, completion.start) + (completion.candidates[completion.chosen] ?? "");
  const text = before + editor.text.slice(editor.cursor);
  return { editor: { ...editor, text, cursor: before.length, typing: false }, completion };
};

/** Completes the text before the cursor: a command, its argument, or a name (the latest speaker first). */
export const complete = (
  editor: Editor,
  known: Known,
  last: Completion | undefined,
): Completed | undefined => {
  if (last !== undefined) return put(editor, { ...last, chosen: (last.chosen + 1) % last.candidates.length });
  const found = candidatesFor(editor.text.slice(0, editor.cursor), known);
  return found.candidates.length === 0 ? undefined : put(editor, { ...found, chosen: 0 });
};
