import {
  helpAbout,
  misuseOf,
  parseLine,
  textsOf,
  usageOf,
  type CommandInvocation,
  type CommandName,
  type Locale,
} from "@beseda/protocol";
import { uiTextsOf } from "../locale/ui-texts.ts";

/** What the chat is to carry out. */
export type Said =
  | { readonly kind: "say"; readonly text: string; readonly action?: true }
  | { readonly kind: "rename"; readonly name: string }
  | { readonly kind: "join"; readonly room: string }
  /** Without a room, the one that is open. */
  | { readonly kind: "leave"; readonly room?: string }
  | { readonly kind: "speak"; readonly locale: Locale }
  | { readonly kind: "quit"; readonly farewell?: string }
  | { readonly kind: "register"; readonly password: string }
  | { readonly kind: "login"; readonly name: string; readonly password: string }
  | { readonly kind: "logout" }
  | { readonly kind: "password"; readonly old: string; readonly new: string }
  | { readonly kind: "redeem"; readonly invitation: string };

/** What a person means by what they typed. */
export type Intent =
  | { readonly kind: "nothing" }
  | Said
  /** Only words for the person: help, or why a command cannot be carried out. */
  | { readonly kind: "told"; readonly words: string; readonly trouble: boolean };

/** Commands of the table that the page carries out; for the others it has buttons, or nothing yet. */
const carriedOut = [
  "nick",
  "join",
  "part",
  "me",
  "lang",
  "register",
  "login",
  "logout",
  "password",
  "redeem",
  "quit",
] as const satisfies readonly CommandName[];

const helpOf = (about: string | undefined, locale: Locale): Intent => {
  const lines =
    about === undefined
      ? carriedOut.map((name) => `${usageOf(name, locale)}: ${textsOf(locale).commands[name].help}`)
      : helpAbout(about, locale);
  return { kind: "told", words: lines.join("\n"), trouble: false };
};

const intentOfCommand = (invocation: CommandInvocation, locale: Locale): Intent => {
  switch (invocation.command) {
    case "help":
      return helpOf(invocation.arguments.about, locale);
    case "me":
      return { kind: "say", text: invocation.arguments.text, action: true };
    case "nick":
      return { kind: "rename", name: invocation.arguments.name };
    case "join":
      return { kind: "join", room: invocation.arguments.room };
    case "part":
      return { kind: "leave", ...invocation.arguments };
    case "lang":
      return { kind: "speak", locale: invocation.arguments.locale };
    case "quit":
      return { kind: "quit", ...invocation.arguments };
    case "register":
      return { kind: "register", ...invocation.arguments };
    case "login":
      return { kind: "login", ...invocation.arguments };
    case "logout":
      return { kind: "logout" };
    case "password":
      return { kind: "password", ...invocation.arguments };
    case "redeem":
      return { kind: "redeem", ...invocation.arguments };
    default: {
      const words = uiTextsOf(locale).composer.notHere(invocation.command);
      return { kind: "told", words, trouble: true };
    }
  }
};

/** A line that begins with `/` is a command of the one table, `//` escapes it; anything else is said (TXT-1, TXT-3). */
export const intentOf = (typed: string, locale: Locale): Intent => {
  const line = parseLine(typed.trim());
  switch (line.kind) {
    case "empty":
      return { kind: "nothing" };
    case "text":
      return { kind: "say", text: line.text };
    case "command":
      return intentOfCommand(line.invocation, locale);
    case "unknown": {
      const words = textsOf(locale).lines.unknownCommand(line.typed, line.meant);
      return { kind: "told", words, trouble: true };
    }
    case "misused":
      return { kind: "told", words: misuseOf(line.command, locale), trouble: true };
  }
};
