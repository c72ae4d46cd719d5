import type { Locale } from "../locale.ts";
import { characters } from "../text.ts";
import { textsOf } from "../locale/texts.ts";
import { commandNames, commandTable, isCommandName, type CommandName } from "./command-table.ts";
import { findCommand, suggestCommand } from "./suggest.ts";

/** What help says of one command. */
export interface CommandHelp {
  /** What is behind the name: `NAME`, `[N]`; empty for nothing. */
  readonly takes: string;
  /** What the command is for, a line of a list. */
  readonly help: string;
  /** What to type, for instance. */
  readonly example: string;
}

/** `/nick NAME` in a language. */
export const usageOf = (name: CommandName, locale: Locale): string => {
  const { takes } = textsOf(locale).commands[name];
  return takes === "" ? `/${name}` : `/${name} ${takes}`;
};

/** Every command with what it is for, one a line. */
export const helpList = (locale: Locale): readonly string[] => {
  const rows = commandNames.map(
    (name) => [usageOf(name, locale), textsOf(locale).commands[name].help] as const,
  );
  const width = Math.max(...rows.map(([usage]) => characters(usage)));
  return rows.map(([usage, help]) => `${usage}${" ".repeat(width - characters(usage))}  ${help}`);
};

/** What there is to say of one command, by its name or an alias. */
export const helpAbout = (about: string, locale: Locale): readonly string[] => {
  const { helpOf, unknownCommand } = textsOf(locale).lines;
  const found = findCommand<unknown>(about, commandTable);
  if (!found || !isCommandName(found.name)) {
    return [unknownCommand(about, suggestCommand(about, commandTable))];
  }
  const { help, example } = textsOf(locale).commands[found.name];
  return helpOf({ usage: usageOf(found.name, locale), help, example, aliases: found.aliases });
};

/** One line: how a command is to be typed, where it was typed in another way. */
export const misuseOf = (name: string, locale: Locale): string => {
  if (!isCommandName(name)) return textsOf(locale).lines.unknownCommand(name, undefined);
  const { help, example } = textsOf(locale).commands[name];
  return textsOf(locale).lines.misused({ usage: usageOf(name, locale), help, example });
};
