import { commandTable, findCommand, textsOf, usageOf, type CommandName, type Locale } from "@beseda/protocol";
import { carriedOut } from "./intent.ts";

/** What may be typed on, and what for. */
export type Suggestion = readonly [usage: string, help: string];

/** More than this covers the conversation. */
const shownAtMost = 6;

const begins = (name: CommandName, word: string): boolean =>
  [name, ...commandTable[name].aliases].some((known) => known.startsWith(word));

/** Commands that what is typed may become; with arguments under way, the one that it is (TXT-3). */
export const suggestionsFor = (typed: string, locale: Locale): readonly Suggestion[] => {
  const [, word, gap = ""] = /^\s*\/([^\s/]*)(\s?)/u.exec(typed) ?? [];
  if (word === undefined || /^\s*\/\//u.test(typed)) return [];
  const found = findCommand<unknown>(word, commandTable)?.name;
  const names = carriedOut.filter((name) => (gap === "" ? begins(name, word.toLowerCase()) : name === found));
  return names
    .slice(0, shownAtMost)
    .map((name) => [usageOf(name, locale), textsOf(locale).commands[name].help] as const);
};
