import { cleanText } from "../looks/clean.ts";
import type { CommandTable } from "./define-command.ts";
import { commandTable, type CommandInvocation } from "./command-table.ts";
import { looksSecret } from "./doubtful.ts";
import { findCommand, suggestCommand } from "./suggest.ts";
import { seenOf, unseenStart } from "./unseen.ts";

/** The meaning of a line that a person types (TXT-1). */
export type Line<Invocation> =
  | { readonly kind: "empty" }
  /** A message to the current room. */
  | { readonly kind: "text"; readonly text: string }
  /** A message that looks like a command with a password: its author is asked first (CLI-3). */
  | { readonly kind: "doubtful"; readonly text: string }
  | { readonly kind: "command"; readonly invocation: Invocation }
  /** No such command; `meant` is the one that may have been meant. */
  | { readonly kind: "unknown"; readonly typed: string; readonly meant: string | undefined }
  /** The command exists, but its arguments are not valid. */
  | { readonly kind: "misused"; readonly command: string };

const said = (text: string): { readonly kind: "text" | "doubtful"; readonly text: string } => ({
  kind: looksSecret(text) ? "doubtful" : "text",
  text,
});

const parse = <Invocation>(line: string, table: CommandTable<Invocation>): Line<Invocation> => {
  const text = cleanText(line).trimEnd();
  const begin = unseenStart(text);
  const seen = text.slice(begin);
  if (seen === "") return { kind: "empty" };
  if (!seen.startsWith("/")) return said(text);
  if (seen.startsWith("//")) return { kind: "text", text: /^\/\/\S/u.test(seen) ? seen.slice(1) : seen };
  const [word = ""] = seen.slice(1).split(/\s/u, 1);
  const name = seenOf(word);
  const found = findCommand(name, table);
  if (!found) return { kind: "unknown", typed: name, meant: suggestCommand(name, table) };
  const invocation = found.read(seen.slice(1 + word.length).trim());
  return invocation === undefined
    ? { kind: "misused", command: found.name }
    : { kind: "command", invocation };
};

/** Reads a line: a message or a command of the table; `//` escapes a message that begins with `/` (TXT-1). */
export const parseLine = (line: string): Line<CommandInvocation> =>
  parse<CommandInvocation>(line, commandTable);

/** Reads a line with the table of a client that has commands of its own. */
export const parseLineWith = parse;
