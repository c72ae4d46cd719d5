import { Help, type Command } from "commander";
import type { Locale } from "@beseda/protocol";
import { inRussian, titlesInRussian } from "./help-texts.ts";

const said = (text: string): string => inRussian.get(text) ?? text;

interface Noted {
  readonly argChoices?: readonly string[] | undefined;
  readonly defaultValue?: unknown;
  readonly envVar?: string | undefined;
}

const notesOf = ({ argChoices, defaultValue, envVar }: Noted): string => {
  const notes = [
    ...(argChoices ? [`одно из: ${argChoices.join(", ")}`] : []),
    ...(typeof defaultValue === "string" && defaultValue !== "" ? [`по умолчанию ${defaultValue}`] : []),
    ...(envVar === undefined ? [] : [`переменная ${envVar}`]),
  ];
  return notes.length === 0 ? "" : `(${notes.join("; ")})`;
};

const described = (text: string, notes: string): string =>
  [said(text), notes].filter((part) => part !== "").join(" ");

const usual = new Help();

/** Translates the placeholders in a line for what the user types. */
const typed = (line: string): string =>
  line.replaceAll("[options]", "[параметры]").replaceAll("[command]", "[команда]");

/** Makes commander print its help in a language: it knows only English. */
export const speakHelp = (command: Command, locale: Locale): void => {
  if (locale === "en") return;
  command.configureHelp({
    styleTitle: (title) => titlesInRussian.get(title) ?? title,
    commandUsage: (of) => typed(usual.commandUsage(of)),
    subcommandTerm: (of) => typed(usual.subcommandTerm(of)),
    commandDescription: (of) => said(of.description()),
    subcommandDescription: (of) => said(of.summary() || of.description()),
    optionDescription: (option) => described(option.description, notesOf(option)),
    argumentDescription: (argument) => described(argument.description, notesOf(argument)),
  });
};
