import { commandNames } from "../command/command-table.ts";
import { onLatinLayout } from "../command/keyboard-layout.ts";
import type { Editor } from "./editor.ts";

/** What Tab can choose from. */
export interface CompletionSources {
  /** Names, the latest speaker first. */
  readonly names: readonly string[];
  readonly rooms: readonly string[];
}

/** Tab pressed again goes to the next candidate. */
export interface Completion {
  readonly start: number;
  readonly candidates: readonly string[];
  readonly chosen: number;
}

export interface Completed {
  readonly editor: Editor;
  readonly completion: Completion;
}

const matching = (word: string, candidates: readonly string[]): readonly string[] => {
  const begins = [word.toLowerCase(), onLatinLayout(word)];
  return candidates.filter((candidate) => begins.some((begin) => candidate.toLowerCase().startsWith(begin)));
};

const candidatesFor = (before: string, word: string, sources: CompletionSources): readonly string[] => {
  const isFirst = before === "";
  if (isFirst && word.startsWith("/") && !word.startsWith("//")) {
    return matching(word.slice(1), commandNames).map((name) => `/${name} `);
  }
  if (/^\/join\s+$/u.test(before)) return matching(word.replace(/^#/u, ""), sources.rooms);
  if (word === "") return [];
  return matching(word.replace(/^@/u, ""), sources.names).map((name) => name + (isFirst ? ", " : " "));
};

const put = (editor: Editor, completion: Completion): Completed => {
  const before = editor.text.slice(0, completion.start) + (completion.candidates[completion.chosen] ?? "");
  const text = before + editor.text.slice(editor.cursor);
  return { editor: { ...editor, text, cursor: before.length, typing: false }, completion };
};

/** Completes the word before the cursor: a command, the room of `/join`, or a name. */
export const complete = (
  editor: Editor,
  sources: CompletionSources,
  last: Completion | undefined,
): Completed | undefined => {
  if (last !== undefined) return put(editor, { ...last, chosen: (last.chosen + 1) % last.candidates.length });
  const written = editor.text.slice(0, editor.cursor);
  const start = /\S*$/u.exec(written)?.index ?? written.length;
  const candidates = candidatesFor(written.slice(0, start), written.slice(start), sources);
  return candidates.length === 0 ? undefined : put(editor, { start, candidates, chosen: 0 });
};
