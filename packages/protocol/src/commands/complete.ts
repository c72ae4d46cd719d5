import type { CommandTable, Completed } from "./define-command.ts";
import { commandTable } from "./command-table.ts";
import { findCommand } from "./suggest.ts";

/** The rooms, names and messages known to a client, from which arguments are completed. */
export interface Known {
  readonly rooms: readonly string[];
  readonly names: readonly string[];
  /** Numbers of messages of the room, the newest first. */
  readonly messages?: readonly number[];
  readonly ownMessages?: readonly number[];
}

const sign = /^["«#]/u;

const startsWith = (candidate: string, typed: string): boolean =>
  candidate.replace(sign, "").toLowerCase().startsWith(typed.replace(sign, "").toLowerCase());

const inQuotes = (name: string): string => (/\s/u.test(name) ? `"${name}"` : name);

/**
 * Returns lines that begin as `typed` does and add one word: the name of a command, then its first argument.
 * `typed` is the text before the caret; the result is empty if it is not a command.
 */
export const completeCommand = (
  typed: string,
  known: Known,
  table: CommandTable = commandTable,
): readonly string[] => {
  const [, slash = "", word = "", gap = "", rest = ""] = /^(\/)(\S*)(\s*)([^]*)$/u.exec(typed) ?? [];
  if (slash === "") return [];
  if (gap === "") {
    return Object.keys(table)
      .filter((name) => startsWith(name, word))
      .map((name) => `/${name} `);
  }
  const candidates = candidatesFor(findCommand(word, table)?.completes, known, table);
  return candidates.filter((candidate) => startsWith(candidate, rest)).map((found) => `/${word} ${found} `);
};

const candidatesFor = (
  completes: Completed | undefined,
  { rooms, names, messages = [], ownMessages = [] }: Known,
  table: CommandTable,
): readonly string[] => {
  switch (completes) {
    case undefined:
      return [];
    case "command":
      return Object.keys(table);
    case "room":
      return rooms;
    case "name":
      return names.map(inQuotes);
    case "message":
      return messages.map(String);
    case "own-message":
      return ownMessages.map(String);
    default:
      return completes;
  }
};
