import type { Command, CommanderError, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import type { UsageTexts } from "./locale/usage.ts";

const { version } = manifest;

/** Has commander give its help in the language of the texts. */
export const speak = (command: Command, texts: UsageTexts): Command => {
  const titles: Readonly<Record<string, string>> = {
    "Usage:": texts.titles.usage,
    "Arguments:": texts.titles.arguments,
    "Options:": texts.titles.options,
  };
  return command
    .description(texts.summary)
    .usage(texts.line)
    .version(version, "-V, --version", texts.options.version.tells)
    .helpOption("-h, --help", texts.options.help.tells)
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: (option) => describe(option, texts),
    });
};

const describe = (option: Option, texts: UsageTexts): string => {
  const { argChoices, defaultValue, presetArg } = option;
  const usual: unknown = presetArg ?? defaultValue;
  const notes = [
    ...(argChoices ? [texts.choices(argChoices)] : []),
    ...(typeof usual === "string" || typeof usual === "number" ? [texts.byDefault(`${usual}`)] : []),
  ];
  return notes.length === 0 ? option.description : `${option.description} (${notes.join("; ")})`;
};

/** The mistake on the command line, in a sentence or two: commander says it in English only. */
export const mistakeOf = ({ code, message }: CommanderError, { mistakes }: UsageTexts): string => {
  const [, named = ""] = /'([^']*)'/u.exec(message) ?? [];
  switch (code) {
    case "commander.unknownOption":
      return mistakes.unknownOption(named, /Did you mean (?:one of )?(--[\w-]+)/u.exec(message)?.[1]);
    case "commander.optionMissingArgument":
      return mistakes.missingValue(named);
    case "commander.missingArgument":
      return mistakes.noFiles;
    case "commander.invalidArgument": {
      const [, value = "", why = ""] = /argument '([^]*)' is invalid\. ([^]*)$/u.exec(message) ?? [];
      const [, choices] = /^Allowed choices are (.*)\.$/u.exec(why) ?? [];
      return mistakes.wrongValue(named, value, choices === undefined ? why : mistakes.choose(choices));
    }
    default:
      return message.replace(/^error: /u, "");
  }
};
