import { Command, Option } from "commander";
import { commandTable, localeSchema, lobby, nameSchema, roomNameSchema, type Locale } from "@beseda/protocol";
import type { CliTexts } from "./locale/texts.ts";
import type { Environment } from "./settings.ts";
import { parseUrl } from "./url.ts";

/** A value that does not fit its option; the message is a sentence for a person. */
export class Misfit extends Error {}

/** The options as commander returns them. */
export interface Options {
  readonly url: string;
  readonly name?: string;
  readonly login?: string;
  readonly passwordCommand?: string;
  readonly invitation?: string;
  readonly room: string;
  readonly locale: Locale;
  readonly plain: boolean;
  readonly color: boolean;
  readonly follow: boolean;
  readonly timeout: number;
  readonly profile?: string;
}

interface Schema<Value> {
  safeParse(value: string): { readonly data?: Value | undefined };
}

type Problem = (value: string) => string;

const fitting =
  <Value>(parse: (value: string) => Value | undefined, problem: Problem) =>
  (value: string): Value => {
    const parsed = parse(value);
    if (parsed === undefined) throw new Misfit(problem(value));
    return parsed;
  };

const by =
  <Value>(schema: Schema<Value>) =>
  (value: string): Value | undefined =>
    schema.safeParse(value).data;

const invitationIn = (value: string): string | undefined =>
  commandTable.redeem.read(value.trim())?.arguments.invitation;

const parseSeconds = (value: string): number | undefined => {
  const seconds = Number(value);
  return value.trim() !== "" && seconds > 0 && seconds <= 86_400 ? seconds : undefined;
};

/** An option that may also come from the environment: from the one passed in, not from the process. */
const fromEnvironment = (option: Option, name: string, env: Environment): Option => {
  const value = env[name];
  option.description = `${option.description} [${name}]`;
  return value ? option.default(option.parseArg?.(value, undefined) ?? value, value) : option;
};

const describeOption = (option: Option, { usage }: CliTexts): string => {
  const { defaultValue, defaultValueDescription = String(defaultValue) } = option;
  const isTold = defaultValue !== undefined && typeof defaultValue !== "boolean";
  return isTold ? `${option.description} ${usage.byDefault(defaultValueDescription)}` : option.description;
};

export interface CommandLineParts {
  readonly texts: CliTexts;
  readonly locale: Locale;
  readonly version: string;
  readonly env: Environment;
}

const optionsOf = ({ texts, locale, env }: CommandLineParts): readonly Option[] => {
  const { usage, refusals } = texts;
  const url = new Option("--url <url>", usage.url).default("http://127.0.0.1:8765").env("BESEDA_URL");
  const name = new Option("--name <name>", usage.name).argParser(fitting(by(nameSchema), refusals.name));
  const invitation = new Option("--invitation <link>", usage.invitation).argParser(
    fitting(invitationIn, refusals.invitation),
  );
  const profile = new Option("--profile <folder>", usage.profile);
  return [
    fromEnvironment(url.argParser(fitting(parseUrl, refusals.url)), "BESEDA_URL", env),
    fromEnvironment(name, "BESEDA_NAME", env),
    new Option("--login <name>", usage.login).argParser(fitting(by(nameSchema), refusals.name)),
    new Option("--password-command <command>", usage.passwordCommand),
    fromEnvironment(invitation, "BESEDA_INVITATION", env),
    new Option("--room <room>", usage.room)
      .default(lobby)
      .argParser(fitting(by(roomNameSchema), refusals.room)),
    new Option("--locale <locale>", usage.locale)
      .default(locale)
      .argParser(fitting(by(localeSchema), refusals.locale)),
    new Option("--plain", usage.plain).default(false),
    new Option("--no-color", usage.noColor),
    new Option("--follow", usage.follow).default(false),
    new Option("--timeout <seconds>", usage.timeout)
      .default(10)
      .argParser(fitting(parseSeconds, refusals.timeout)),
    fromEnvironment(profile, "BESEDA_PROFILE", env),
  ];
};

/** @throws {Misfit} when a value from the environment does not fit */
export const createCommandLine = (parts: CommandLineParts): Command => {
  const { texts, version } = parts;
  const { usage } = texts;
  const command = new Command("beseda")
    .description(usage.summary)
    .version(version, "-V, --version", usage.version)
    .usage(usage.line)
    .helpOption("-h, --help", usage.help)
    .allowExcessArguments()
    .exitOverride()
    .configureHelp({
      optionDescription: (option) => describeOption(option, texts),
      styleTitle: (title) => (title === "Usage:" ? usage.usage : usage.options),
    })
    .addHelpText("after", `\n${usage.examples}\n${examples.join("\n")}`);
  for (const option of optionsOf(parts)) command.addOption(option);
  return command;
};

const examples = [
  "  pnpm --filter cli start --name Анна",
  '  echo "Привет" | pnpm --filter cli start --name Анна',
];
