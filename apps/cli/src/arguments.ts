import { CommanderError } from "commander";
import { askedLocale, type Locale } from "@beseda/protocol";
import { createCommandLine, Misfit, type Options } from "./command-line.ts";
import { cliTextsOf, type CliTexts } from "./locale/texts.ts";
import type { Environment, Invocation, Settings } from "./settings.ts";

export interface Given {
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly version: string;
}

const settingsOf = (options: Options, env: Environment): Settings => ({
  url: options.url,
  name: options.name,
  login: options.login,
  passwordCommand: options.passwordCommand,
  invitation: options.invitation,
  room: options.room,
  locale: options.locale,
  isPlain: options.plain || env["TERM"] === "dumb",
  hasColor: options.color && !env["NO_COLOR"],
  isFollowing: options.follow,
  timeoutMs: options.timeout * 1000,
  isBesideServer: env["BESEDA_BESIDE"] === "server",
  profile: options.profile,
});

const refusalOf = (error: CommanderError, { refusals }: CliTexts): string => {
  const [, named = ""] = /'([^']*)'/u.exec(error.message) ?? [];
  const [flag = ""] = named.split(" ", 1);
  switch (error.code) {
    case "commander.unknownOption":
      return refusals.unknownOption(flag);
    case "commander.optionMissingArgument":
      return refusals.missingValue(flag);
    default:
      return refusals.other(error.message.replace(/^error: /u, ""));
  }
};

const read = (given: Given, locale: Locale, answers: string[]): Invocation => {
  const texts = cliTextsOf(locale);
  // `pnpm … start -- --name Анна` passes the `--` on; before the options it has no meaning.
  const argv = given.argv[0] === "--" ? given.argv.slice(1) : given.argv;
  const command = createCommandLine({ texts, locale, version: given.version, env: given.env });
  command.configureOutput({ writeOut: (text) => answers.push(text), writeErr: () => undefined });
  command.parse(argv, { from: "user" });
  const [excess] = command.args;
  return excess === undefined
    ? { kind: "chat", settings: settingsOf(command.opts<Options>(), given.env) }
    : { kind: "refusal", message: texts.refusals.excess(excess) };
};

/** Reads the command line; has no effects. */
export const parseArguments = (given: Given): Invocation => {
  const locale = askedLocale({ argv: given.argv, env: given.env, option: "--locale" });
  const answers: string[] = [];
  try {
    return read(given, locale, answers);
  } catch (error) {
    if (error instanceof Misfit) return { kind: "refusal", message: error.message };
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0
      ? { kind: "answer", text: answers.join("").trimEnd() }
      : { kind: "refusal", message: refusalOf(error, cliTextsOf(locale)) };
  }
};
