import { commandTable, findCommand, textsOf, usageOf, type CommandName, type Locale } from "@beseda/protocol";
import { carriedOut } from "./intent.ts";

/** A way to continue typing, and its purpose. */
export type Suggestion = readonly [usage: string, help: string];

/** The greatest number shown: more would cover the conversation. */
const shownAtMost = 6;

const begins = (name: CommandName, word: string): boolean =>
  [name, ...commandTable[name].aliases].some((known) => known.startsWith(word));

/** Returns commands that the text may become; once it has arguments, its own command (TXT-3). */
export const suggestionsFor = (typed: string, locale: Locale): readonly Suggestion[] => {
  const [, word, gap = ""] = /^\s*\/([^\s/]*)(\s?)/u.exec(typed) ?? [];
  if (word === undefined || /^\s*\/\//u.test(typed)) return [];
  const found = findCommand<unknown>(word, commandTable)?.name;
  const names = carriedOut.filter((name) => (gap === "" ? begins(name, word.toLowerCase()) : name === found));
  return names
    .slice(0, shownAtMost)
    .map((name) => [usageOf(name, locale), textsOf(locale).commands[name].help] as const);
};
