import { textsOf, type CommandHelp, type Locale } from "@beseda/protocol";
import { padTo, widthOf } from "../format/width.ts";
import { cliTextsOf, type CliTexts } from "../locale/texts.ts";
import { commandNames, commandTable, isCommandName, type CommandName } from "./command-table.ts";

type OwnCommandName = keyof CliTexts["commands"];

const own: ReadonlySet<string> = new Set<OwnCommandName>(["more", "go", "unread", "retry", "discard"]);

const isOwn = (name: CommandName): name is OwnCommandName => own.has(name);

/** Returns the help on a command, from the shared catalogue or the client's own. */
const textOf = (name: CommandName, locale: Locale): CommandHelp =>
  isOwn(name) ? cliTextsOf(locale).commands[name] : textsOf(locale).commands[name];

const described = (name: CommandName, locale: Locale) => {
  const { takes, help, example } = textOf(name, locale);
  return { usage: takes === "" ? `/${name}` : `/${name} ${takes}`, help, example };
};

/** Columns for a command's usage: a longer one gets its own line, or few would have room beside it. */
const widestLeft = 24;
/** Columns of a line: not all terminals have more. */
const widestLine = 80;

/** Wraps words into lines of so many columns. */
const wrapped = (text: string, columns: number): readonly string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns || line === "") line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
};

const inColumns = (rows: readonly (readonly [string, string])[]): readonly string[] => {
  const widest = Math.min(widestLeft, Math.max(...rows.map(([left]) => widthOf(left))));
  return rows.flatMap(([left, right]) => {
    const beside = wrapped(right, widestLine - widest - 4);
    const above = widthOf(left) > widest ? [`  ${left}`] : [];
    const lines = beside.map(
      (line, index) => `  ${padTo(index === 0 && above.length === 0 ? left : "", widest)}  ${line}`,
    );
    return [...above, ...lines];
  });
};

/** Returns the text of `/help`: every command of the table, and the keys. */
export const helpList = (locale: Locale): readonly string[] => {
  const { keysTitle, keys } = cliTextsOf(locale);
  const rows = commandNames.map((name) => described(name, locale));
  return [
    textsOf(locale).lines.helpTitle(),
    ...inColumns(rows.map(({ usage, help }) => [usage, help])),
    keysTitle,
    ...inColumns(keys.map(([names = "", help = ""]) => [names, help])),
  ];
};

/** Returns the text of `/help COMMAND`. */
export const helpAbout = (name: CommandName, locale: Locale): readonly string[] => {
  const { aliases } = commandTable[name];
  return textsOf(locale).lines.helpOf({ ...described(name, locale), aliases });
};

/** Explains how to write a command that was written incorrectly (TXT-4). */
export const misuseOf = (name: string, locale: Locale): string =>
  isCommandName(name)
    ? textsOf(locale).lines.misused(described(name, locale))
    : textsOf(locale).lines.unknownCommand(name, undefined);
