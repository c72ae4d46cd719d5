import type { Locale } from "../locale.ts";
import { characters } from "../text.ts";
import { textsOf } from "../locale/texts.ts";
import { commandNames, commandTable, isCommandName, type CommandName } from "./command-table.ts";
import { findCommand, suggestCommand } from "./suggest.ts";

/** The help on one command. */
export interface CommandHelp {
  /** The arguments: `NAME`, `[N]`; empty for none. */
  readonly takes: string;
  /** The purpose of the command, as a line of a list. */
  readonly help: string;
  /** An example of what to type. */
  readonly example: string;
}

/** Returns `/nick NAME` in a language. */
export const usageOf = (name: CommandName, locale: Locale): string => {
  const { takes } = textsOf(locale).commands[name];
  return takes === "" ? `/${name}` : `/${name} ${takes}`;
};

/** Lists every command with its purpose, one per line. */
export const helpList = (locale: Locale): readonly string[] => {
  const rows = commandNames.map(
    (name) => [usageOf(name, locale), textsOf(locale).commands[name].help] as const,
  );
  const width = Math.max(...rows.map(([usage]) => characters(usage)));
  return rows.map(([usage, help]) => `${usage}${" ".repeat(width - characters(usage))}  ${help}`);
};

/** Returns the help on one command, by its name or an alias. */
export const helpAbout = (about: string, locale: Locale): readonly string[] => {
  const { helpOf, unknownCommand } = textsOf(locale).lines;
  const found = findCommand<unknown>(about, commandTable);
  if (!found || !isCommandName(found.name)) {
    return [unknownCommand(about, suggestCommand(about, commandTable))];
  }
  const { help, example } = textsOf(locale).commands[found.name];
  return helpOf({ usage: usageOf(found.name, locale), help, example, aliases: found.aliases });
};

/** Returns one line on how to type a command that was typed wrongly. */
export const misuseOf = (name: string, locale: Locale): string => {
  if (!isCommandName(name)) return textsOf(locale).lines.unknownCommand(name, undefined);
  const { help, example } = textsOf(locale).commands[name];
  return textsOf(locale).lines.misused({ usage: usageOf(name, locale), help, example });
};
