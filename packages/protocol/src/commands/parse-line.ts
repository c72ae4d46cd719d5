import { cleanText } from "../names.ts";
import type { CommandTable } from "./command.ts";
import { commandTable, type CommandInvocation } from "./command-table.ts";
import { findCommand, suggestCommand } from "./suggest.ts";

/** What a person means with a line (TXT-1). */
export type Line<Invocation> =
  | { readonly kind: "empty" }
  /** To be said in the current room. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "command"; readonly invocation: Invocation }
  /** No such command; `meant` is the one that may have been. */
  | { readonly kind: "unknown"; readonly typed: string; readonly meant: string | undefined }
  /** The command is there, what stands behind it does not fit. */
  | { readonly kind: "misused"; readonly command: string };

const parse = <Invocation>(line: string, table: CommandTable<Invocation>): Line<Invocation> => {
  const text = cleanText(line).trimEnd();
  if (text.trim() === "") return { kind: "empty" };
  if (text.startsWith("//")) return { kind: "text", text: text.slice(1) };
  if (!text.startsWith("/")) return { kind: "text", text };
  const [word = ""] = text.slice(1).split(/\s/u, 1);
  const found = findCommand(word, table);
  if (!found) return { kind: "unknown", typed: word, meant: suggestCommand(word, table) };
  const invocation = found.read(text.slice(1 + word.length).trim());
  return invocation === undefined
    ? { kind: "misused", command: found.name }
    : { kind: "command", invocation };
};

/** Reads a line: a message, or a command of the table; `//` escapes a message that begins with `/` (TXT-1). */
export const parseLine = (line: string): Line<CommandInvocation> =>
  parse<CommandInvocation>(line, commandTable);

/** The same with the table of a client that has commands of its own. */
export const parseLineWith = parse;
