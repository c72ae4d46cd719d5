import { LogError } from "@beseda/log";
import {
  cleanLine,
  type Locale,
  localeOf,
  localeSchema,
  type RecordDraft,
  serverId,
  textsOf,
} from "@beseda/protocol";
import { type Command, Option } from "commander";
import { UnprintedError } from "./print.ts";
import { version } from "../version.ts";

/** The exit codes for a log that is damaged, not closed or behind, and for one that could not be read. */
export const damaged = 1;
const failed = 2;

export const localeOption = (): Option => {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return new Option("--locale <language>", "language of the answer")
    .choices(localeSchema.options)
    .env("BESEDA_LOCALE")
    .default(localeOf(LC_ALL || LC_MESSAGES || LANG));
};

/** Runs an action; an error is reported in one sentence. */
export const answer = async (command: Command, act: (locale: Locale) => Promise<void>): Promise<void> => {
  // The program has the same option, and takes it wherever it stands.
  const { locale: given }: { locale?: unknown } = Object(command.optsWithGlobals());
  const locale = localeSchema.catch("en").parse(given);
  try {
    await act(locale);
  } catch (error) {
    process.stderr.write(`${cleanLine(isSpoken(error) ? error.in(locale) : String(error))}\n`);
    process.exitCode = failed;
  }
};

const isSpoken = (error: unknown): error is LogError | UnprintedError =>
  error instanceof LogError || error instanceof UnprintedError;

/** Returns the folder given with `--data`, which is an option of the whole program. */
export const dataOf = (command: Command): string => {
  const { data = "data" }: { data?: unknown } = Object(command.optsWithGlobals());
  return String(data);
};

/** Returns the record with which this program begins a run. */
export const beginningIn =
  (locale: Locale) =>
  (log: string): RecordDraft => ({
    type: "server-started",
    client_id: serverId,
    sender: "server",
    message: textsOf(locale).serverStarted(),
    log,
    version,
  });
