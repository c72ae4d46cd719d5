import { Command, Option } from "commander";
import { localeOf, type Locale } from "@beseda/protocol";

/** What the analyzer was asked to do. */
export interface Options {
  readonly files: readonly string[];
  readonly format: "text" | "json";
  readonly follow: boolean;
  readonly lang: Locale;
}

interface Parsed {
  readonly format: Options["format"];
  readonly follow: boolean;
  readonly lang: Locale;
}

/** Reads the command line; commander answers `--help` and mistakes itself. */
export const parseCommand = (argv: readonly string[], env: NodeJS.ProcessEnv): Options => {
  const command = new Command("analyze")
    .description("Who is active in a chat, how long sessions last and how they end.")
    .argument("<files...>", "logs: messages.json, a JSON array or a record a line")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .option("--follow", "go on reading as the log grows", false)
    .addOption(
      new Option("--lang <language>", "of the report")
        .choices(["ru", "en"])
        .default(localeOf(env["BESEDA_LOCALE"] ?? env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"])),
    );
  command.parse([...argv], { from: "user" });
  return { files: command.args, ...command.opts<Parsed>() };
};
