import type { CliTexts } from "../locale/texts.ts";
import { commandNames } from "./command-table.ts";
import { padTo } from "../format/width.ts";

const column = 26;

const listed = (rows: readonly (readonly [string, string])[]): readonly string[] =>
  rows.map(([left, right]) => `  ${padTo(left, column - 2)}${right}`);

/** What `/help` prints, made from the command table. */
export const helpLines = (texts: CliTexts): readonly string[] => [
  texts.commandsTitle,
  ...listed(commandNames.map((name) => [texts.commands[name].usage, texts.commands[name].help])),
  texts.keysTitle,
  ...listed(texts.keys.map(([keys = "", help = ""]) => [keys, help])),
];
