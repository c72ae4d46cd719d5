import type { Command, CommanderError } from "commander";
import { askedLocale } from "@beseda/protocol";
import { exitCodes } from "./exit-code.ts";
import { speakHelp } from "./help.ts";
import { optionTextsOf, type OptionTexts } from "../option-texts.ts";

/** Returns the language for errors in the options, before these are parsed. */
export const spokenLocale = () => askedLocale({ argv: process.argv, env: process.env, option: "--locale" });

/** Makes commander report the options, and errors in them, in our words and with our exit code. */
export const speakOfOptions = (command: Command): Command => {
  speakHelp(command, spokenLocale());
  command.configureOutput({ outputError: () => undefined }).exitOverride((error) => {
    if (error.exitCode === 0) process.exit(exitCodes.stopped);
    const texts = optionTextsOf(spokenLocale());
    // A command without its subcommand has shown the help.
    if (error.code !== "commander.help")
      process.stderr.write(`${describe(error, texts)} ${texts.seeHelp()}\n`);
    process.exit(exitCodes.usage);
  });
  for (const below of command.commands) speakOfOptions(below);
  return command;
};

/** Describes an error; commander marks the parts of its message only by quotes. */
const describe = ({ code, message }: CommanderError, texts: OptionTexts): string => {
  const [first = "", second = ""] = Array.from(message.matchAll(/'([^']*)'/gu), ([, quoted = ""]) => quoted);
  const [flag = ""] = first.split(" ", 1);
  const similar =
    /\(Did you mean (?:one of )?(?<similar>[^?]+)\?\)/u.exec(message)?.groups?.["similar"] ?? "";
  switch (code) {
    case "commander.unknownOption":
      return texts.unknownOption(flag, similar);
    case "commander.unknownCommand":
      return texts.unknownCommand(first, similar);
    case "commander.optionMissingArgument":
      return texts.noValue(flag);
    case "commander.missingArgument":
      return texts.noArgument(first);
    case "commander.missingMandatoryOptionValue":
      return texts.required(flag);
    case "commander.excessArguments":
      return texts.excess();
    case "commander.invalidArgument":
      return describeChoice(message, [first, second], texts);
    default:
      return texts.notUnderstood(message.replace(/^error: /u, ""));
  }
};

/**
 * Describes an invalid choice, from `option '--role <role>' argument 'tsar' …` or
 * `command-argument value 'tsar' is invalid for argument 'role'. …`
 */
const describeChoice = (
  message: string,
  [first, second]: readonly [string, string],
  texts: OptionTexts,
): string => {
  const choices = /Allowed choices are (?<choices>.+)\.$/u.exec(message)?.groups?.["choices"] ?? "";
  const variable = /from env '(?<variable>\w+)'/u.exec(message)?.groups?.["variable"];
  if (variable !== undefined) return texts.choices(variable, second, choices);
  const [flag = ""] = first.split(" ", 1);
  return flag.startsWith("-")
    ? texts.choices(flag, second, choices)
    : texts.choices(`<${second}>`, first, choices);
};
