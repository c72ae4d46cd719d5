import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { askedLocale, locales, type Locale } from "@beseda/protocol";
import { mistakeOf, speak } from "./command-help.ts";
import { dateOrders, type DateOrder } from "./input/moment.ts";
import { usageIn, type UsageTexts } from "./locale/usage.ts";

export const formats = ["text", "json", "ndjson", "csv", "markdown", "html", "prometheus"] as const;
export type Format = (typeof formats)[number];

/** The options as typed, before they are checked. */
export interface Options {
  readonly files: readonly string[];
  readonly format: Format;
  readonly output?: string;
  readonly report?: readonly string[];
  readonly table: string;
  readonly rows: number;
  readonly since?: string;
  readonly until?: string;
  readonly client?: readonly string[];
  readonly room?: readonly string[];
  readonly type?: readonly string[];
  readonly map?: readonly string[];
  readonly dateOrder?: DateOrder;
  readonly encoding?: string;
  readonly tz: string;
  readonly lang: Locale;
  readonly strict: boolean;
  readonly anonymize: boolean;
  readonly text: boolean;
  readonly follow: boolean;
  readonly serve?: number;
  readonly state?: string;
  readonly threads: number;
  readonly progress: boolean;
}

const defaultPort = 8780;

const many = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value.split(",").filter((part) => part !== ""),
];

const wholeNumber =
  ({ notWhole }: UsageTexts) =>
  (value: string): number => {
    if (!/^\d{1,9}$/u.test(value)) throw new InvalidArgumentError(notWhole);
    return Number(value);
  };

const port =
  (texts: UsageTexts) =>
  (value: string): number => {
    const number = wholeNumber(texts)(value);
    if (number > 65_535) throw new InvalidArgumentError(texts.notPort);
    return number;
  };

const systemZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** One thread reads as fast as another one counts: a third would wait for them. */
const usualThreads = 1;

/** The options with the names and meanings that they have in a language. */
const optionsIn = (texts: UsageTexts, locale: Locale): readonly Option[] => {
  const { options } = texts;
  const valued = (name: keyof typeof options, brackets: "<>" | "[]" = "<>"): Option => {
    const told = options[name];
    const value = "value" in told ? ` ${brackets[0]}${told.value}${brackets[1]}` : "";
    return new Option(`--${name}${value}`, told.tells);
  };
  const list = (name: keyof typeof options): Option => valued(name).argParser(many);
  return [
    valued("since"),
    valued("until"),
    list("client"),
    list("room"),
    list("type"),
    list("map"),
    valued("date-order").choices(dateOrders),
    valued("encoding"),
    valued("tz").default(systemZone()),
    valued("format").choices(formats).default("text"),
    valued("output"),
    list("report"),
    valued("table").default("clients"),
    valued("rows").default(20).argParser(wholeNumber(texts)),
    valued("lang").choices(locales).default(locale),
    valued("anonymize").default(false),
    valued("no-text"),
    valued("follow").default(false),
    valued("serve", "[]").argParser(port(texts)).preset(String(defaultPort)),
    valued("state"),
    valued("strict").default(false),
    valued("threads").default(usualThreads).argParser(wholeNumber(texts)),
    valued("no-progress"),
  ];
};

/** The options; or, where all is said already, by the help or about a mistake, the code to end with. */
export type Parsed = Options | { readonly exitCode: number };

/** Reads the command line; answers `--help` and mistakes itself. */
export const parseCommand = (argv: readonly string[], env: NodeJS.ProcessEnv): Parsed => {
  const locale = askedLocale({ argv, env, option: "--lang" });
  const texts = usageIn(locale);
  const command = speak(new Command("analyze"), texts)
    .argument(`<${texts.files.value}...>`, texts.files.tells)
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const option of optionsIn(texts, locale)) command.addOption(option);
  try {
    command.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) process.stderr.write(`${mistakeOf(error, texts)}\n`);
    return { exitCode: error.exitCode };
  }
  return { ...command.opts<Omit<Options, "files">>(), files: command.args };
};
