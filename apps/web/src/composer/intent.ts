import type { Place, ServerInvocation } from "@beseda/client";
import {
  commandNames,
  helpAbout,
  misuseOf,
  parseLine,
  textsOf,
  timeOf,
  usageOf,
  type CommandInvocation,
  type CommandName,
  type Locale,
} from "@beseda/protocol";
import { uiTextsOf } from "../locale/ui-texts.ts";

/** What is to be done. */
export type Said =
  | Errand
  /** Words to look for; none opens the search. */
  | { readonly kind: "search"; readonly query: string };

/** An action for the chat to carry out. */
export type Errand =
  | { readonly kind: "say"; readonly text: string; readonly action?: true; readonly reply_to?: number }
  /** A request to the server, by the procedure that the table names. */
  | { readonly kind: "ask"; readonly invocation: ServerInvocation }
  /** A place in the room to go to, or the first of so many of the newest messages. */
  | { readonly kind: "go"; readonly place: Place | { readonly newest: number } }
  | { readonly kind: "speak"; readonly locale: Locale }
  | { readonly kind: "quit"; readonly farewell?: string }
  | { readonly kind: "login"; readonly name: string; readonly password: string }
  | { readonly kind: "logout" };

/** An answer that is only words for the person. */
export interface Told {
  readonly words: string;
  /** Whether something is wrong. */
  readonly trouble: boolean;
  /** Rows of two columns below the words: what to type, and what for. */
  readonly rows?: readonly (readonly [string, string])[];
}

/** The meaning of what a person typed. */
export type Intent =
  | { readonly kind: "nothing" }
  /** The text of a message that was to be changed, as it is already. */
  | { readonly kind: "unchanged" }
  | Said
  /** A text to be said if sent again: it looks like a command with a password (CLI-3). */
  | {
      readonly kind: "doubtful";
      readonly text: string;
      readonly words: string;
      readonly reply_to?: number;
    }
  /** Help, or the reason why a command cannot be carried out. */
  | ({ readonly kind: "told" } & Told);

/** Commands not needed here: the page shows missed messages by itself, and own ones always. */
const useless: ReadonlySet<CommandName> = new Set(["since", "echo", "numbers"]);

/** Commands of the table that the page carries out (TXT-5). */
export const carriedOut = commandNames.filter((name) => !useless.has(name));

const helpOf = (about: string | undefined, locale: Locale): Intent => {
  const { commands, lines } = textsOf(locale);
  if (about !== undefined) {
    return { kind: "told", words: helpAbout(about, locale).join("\n"), trouble: false };
  }
  const rows = carriedOut.map((name) => [usageOf(name, locale), commands[name].help] as const);
  return { kind: "told", words: lines.helpTitle(), trouble: false, rows };
};

const intentOfCommand = (invocation: CommandInvocation, locale: Locale): Intent => {
  switch (invocation.command) {
    case "help":
      return helpOf(invocation.arguments.about, locale);
    case "me":
      return { kind: "say", text: invocation.arguments.text, action: true };
    case "reply":
      return { kind: "say", text: invocation.arguments.text, reply_to: invocation.arguments.seq };
    case "lang":
      return { kind: "speak", locale: invocation.arguments.locale };
    case "quit":
      return { kind: "quit", ...invocation.arguments };
    case "login":
      return { kind: "login", ...invocation.arguments };
    case "logout":
      return { kind: "logout" };
    case "history": {
      const { around, at, count } = invocation.arguments;
      if (around !== undefined) return { kind: "go", place: { seq: around } };
      if (at !== undefined) return { kind: "go", place: { time: timeOf(at, Date.now()) } };
      return { kind: "go", place: { newest: count } };
    }
    case "search":
      return { kind: "search", ...invocation.arguments };
    case "since":
    case "echo":
    case "numbers": {
      const words = uiTextsOf(locale).composer.notHere(invocation.command);
      return { kind: "told", words, trouble: true };
    }
    default:
      return { kind: "ask", invocation };
  }
};

/** Removes empty lines before and blanks behind; a line may begin with blanks, as code does. */
const asTyped = (typed: string): string => typed.trimEnd().replace(/^(?:[^\S\n]*\n)+/u, "");

/** Parses a text: `/` begins a command of the one table, `//` escapes it; else it is said (TXT-1, TXT-3). */
export const intentOf = (typed: string, locale: Locale): Intent => {
  const line = parseLine(asTyped(typed));
  switch (line.kind) {
    case "empty":
      return { kind: "nothing" };
    case "text":
      return { kind: "say", text: line.text };
    case "doubtful":
      return { kind: "doubtful", text: line.text, words: textsOf(locale).lines.doubtful() };
    case "command":
      return intentOfCommand(line.invocation, locale);
    case "unknown": {
      const words = textsOf(locale).lines.unknownCommand(line.typed, line.meant);
      return { kind: "told", words, trouble: true };
    }
    case "misused":
      // Here there is a field for what is missing.
      if (line.command === "search") return { kind: "search", query: "" };
      return { kind: "told", words: misuseOf(line.command, locale), trouble: true };
  }
};
