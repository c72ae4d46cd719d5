import { Command, InvalidArgumentError, Option } from "commander";
import { localeOf, locales, type Locale } from "@beseda/protocol";

export const formats = ["text", "json", "ndjson", "csv", "markdown", "html", "prometheus"] as const;
export type Format = (typeof formats)[number];

/** What was typed, before it is looked at. */
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

const wholeNumber = (value: string): number => {
  if (!/^\d{1,9}$/u.test(value)) throw new InvalidArgumentError("It is not a whole number.");
  return Number(value);
};

const port = (value: string): number => {
  const number = wholeNumber(value);
  if (number > 65_535) throw new InvalidArgumentError("A port is at most 65535.");
  return number;
};

const systemZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const systemLocale = (env: NodeJS.ProcessEnv): Locale =>
  localeOf(env["BESEDA_LOCALE"] ?? env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"]);

/** One thread reads as fast as another one counts: a third would wait for them. */
const usualThreads = 1;

const addFilters = (command: Command): Command =>
  command
    .option(
      "--since <time>",
      "only records from this time on: 2026-11-21, 2026-11-21T10:00, or 7d, 24h, 30m ago",
    )
    .option("--until <time>", "only records before this time")
    .option("--client <who>", "only these clients, by id or name (again or with commas for more)", many)
    .option("--room <room>", "only what happens in these rooms", many)
    .option("--type <type>", "only records of these types", many)
    .addOption(new Option("--tz <zone>", "whose clock on the wall is meant").default(systemZone()));

const addOutputs = (command: Command, env: NodeJS.ProcessEnv): Command =>
  command
    .addOption(new Option("--format <format>", "what to write").choices([...formats]).default("text"))
    .option("--output <file>", "where to write it; for csv, a folder for all tables")
    .option("--report <keys>", "only these reports", many)
    .option("--table <key>", "which table, for csv", "clients")
    .addOption(
      new Option("--rows <number>", "rows of a table in the terminal, 0 for all")
        .default(20)
        .argParser(wholeNumber),
    )
    .addOption(new Option("--lang <language>", "of the report").choices(locales).default(systemLocale(env)))
    .option("--anonymize", "without names, ids and rooms", false)
    .option("--no-text", "without words, links and reasons that people wrote");

const addWays = (command: Command): Command =>
  command
    .option("--follow", "go on as the log grows", false)
    .addOption(
      new Option("--serve [port]", "the HTML report in a browser, up to date by itself")
        .argParser(port)
        .preset(String(defaultPort)),
    )
    .option("--state <file>", "go on where the last run ended, and remember where this one does")
    .option("--strict", "end with code 1 when something could not be read", false)
    .addOption(
      new Option("--threads <number>", "that read a long log, 0 for none beside this one")
        .default(usualThreads)
        .argParser(wholeNumber),
    )
    .option("--no-progress", "no bar on long work");

/** Reads the command line; commander answers `--help` and mistakes itself. */
export const parseCommand = (argv: readonly string[], env: NodeJS.ProcessEnv): Options => {
  const command = new Command("analyze")
    .description("Who is active in a chat, how long sessions last and how they end.")
    .argument(
      "<files...>",
      "logs: a JSON array or a record a line, packed with gzip or not; - is the standard input",
    )
    .showHelpAfterError("(--help tells more)");
  addWays(addOutputs(addFilters(command), env));
  command.parse([...argv], { from: "user" });
  return { ...command.opts<Omit<Options, "files">>(), files: command.args };
};
