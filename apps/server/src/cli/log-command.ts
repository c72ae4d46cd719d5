import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import {
  acceptLog,
  describeAccepted,
  describeImport,
  describeInterruption,
  describeRedaction,
  describeRepair,
  describeVerification,
  exportLog,
  importLog,
  holderOf,
  isGood,
  LogError,
  redactLog,
  repairLog,
  type SeqRange,
  verifyLog,
} from "@beseda/log";
import {
  cleanLine,
  type Locale,
  localeOf,
  localeSchema,
  type RecordDraft,
  serverId,
  textsOf,
} from "@beseda/protocol";
import { fail } from "./fail.ts";
import { print, refuseUnprinted, UnprintedError } from "./print.ts";
import { removeSearchFile, searchFileName } from "../search/search-file.ts";
import { withBar } from "./progress-bar.ts";
import { version } from "../version.ts";

/** The exit codes for a log that is damaged or not closed, and for one that could not be read. */
const damaged = 1;
const failed = 2;

/**
 * Creates `log verify`, `log repair`, `log accept`, `log redact`, `log import` and `log export`: actions on a
 * log while no server runs, and mostly also while one does.
 */
export const logCommand = (): Command =>
  new Command("log")
    .description("look at a log, repair it, or write it in another format")
    .addCommand(verifyCommand())
    .addCommand(repairCommand())
    .addCommand(acceptCommand())
    .addCommand(redactCommand())
    .addCommand(importCommand())
    .addCommand(exportCommand());

const verifyCommand = (): Command =>
  new Command("verify")
    .description(
      "look at every record: its check, its order and its shape; exit code 0: good, 1: damaged or not closed, 2: no log to look at",
    )
    .argument("<file>", "the log")
    .addOption(localeOption())
    .action((file: string, _: unknown, command: Command) =>
      answer(command, (locale) => verify(file, locale)),
    );

const repairCommand = (): Command =>
  new Command("repair")
    .description("write everything that can be proven into a new log, and list what was lost")
    .argument("<file>", "the damaged log, which is not touched")
    .requiredOption("--output <file>", "the new log")
    .addOption(localeOption())
    .action((file: string, { output }: { readonly output: string }, command: Command) =>
      answer(command, (locale) => repair(file, output, locale)),
    );

const acceptCommand = (): Command =>
  new Command("accept")
    .description(
      "go on without what a log has lost: its next start gives it a new name, accounts and rooms stay",
    )
    .argument("<file>", "the log, which is not touched; --data is the folder beside it")
    .addOption(localeOption())
    .action((file: string, _: unknown, command: Command) =>
      answer(command, (locale) => accept(file, dataOf(command), locale)),
    );

const redactCommand = (): Command =>
  new Command("redact")
    .description(
      "take the texts of messages out of a log for good, with all that they were changed to; everything else of it stays",
    )
    .argument("<file>", "the log, which no server holds; --data is the folder beside it")
    .argument("<seq...>", "the numbers of the messages: 12, or 12-20 for those between", seqsOf)
    .addOption(localeOption())
    .action((file: string, seqs: readonly SeqRange[], ...[, command]: [unknown, Command]) =>
      answer(command, (locale) => redact(file, { seqs, data: dataOf(command) }, locale)),
    );

/** Collects the numbers and ranges of repeated arguments. */
const seqsOf = (value: string, before: readonly SeqRange[] = []): readonly SeqRange[] => {
  const [, first, last = first] = /^#?([1-9]\d{0,14})(?:[-–]#?([1-9]\d{0,14}))?$/u.exec(value) ?? [];
  const range = [Number(first), Number(last)] as const;
  if (!(range[0] <= range[1])) throw new InvalidArgumentError("");
  return [...before, range];
};

const importCommand = (): Command =>
  new Command("import")
    .description(
      "take the log of another program, with time, client_id, sender and message, over into a new file",
    )
    .argument("<file>", "the other log, which is not touched")
    .requiredOption("--output <file>", "the new log")
    .addOption(localeOption())
    .action((file: string, { output }: { readonly output: string }, command: Command) =>
      answer(command, (locale) => takeOver(file, output, locale)),
    );

const exportCommand = (): Command =>
  new Command("export")
    .description("write the records to the standard output")
    .argument("<file>", "the log")
    .addOption(
      new Option("--format <format>", "ndjson: one record a line").choices(["ndjson"]).default("ndjson"),
    )
    .addOption(localeOption())
    .action((file: string, _: unknown, command: Command) => answer(command, () => write(file)));

const localeOption = (): Option => {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return new Option("--locale <language>", "language of the answer")
    .choices(localeSchema.options)
    .env("BESEDA_LOCALE")
    .default(localeOf(LC_ALL || LC_MESSAGES || LANG));
};

/** Runs an action; an error is reported in one sentence. */
const answer = async (command: Command, act: (locale: Locale) => Promise<void>): Promise<void> => {
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
const dataOf = (command: Command): string => {
  const { data = "data" }: { data?: unknown } = Object(command.optsWithGlobals());
  return String(data);
};

const accept = async (file: string, data: string, locale: Locale): Promise<void> => {
  const accepted = await withBar((onProgress) => acceptLog(file, { data, onProgress }));
  await print(`${describeAccepted(accepted, { file, data }, locale)}\n`);
};

const redact = async (
  file: string,
  { seqs, data }: { readonly seqs: readonly SeqRange[]; readonly data: string },
  locale: Locale,
): Promise<void> => {
  const start = beginningIn(locale);
  const message = textsOf(locale).notices.redacted();
  sayInterrupted(describeInterruption(file, locale));
  const redacted = await withBar((onProgress) => redactLog(file, { data, seqs, start, message, onProgress }));
  // A server that finds the record of it would make the index anew; the words are not to wait for that.
  removeSearchFile(join(data, searchFileName));
  process.stdout.write(`${describeRedaction(redacted, { file }, locale)}\n`);
};

/** Ends an interrupted process with a sentence. The next opening of the log finishes what was begun. */
const sayInterrupted = (sentence: string): void => {
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
  ] as const)
    process.once(signal, () => fail(sentence, 128 + number));
};

const verify = async (file: string, locale: Locale): Promise<void> => {
  const found = await withBar((onProgress) => verifyLog(file, { onProgress }));
  const isBusy = holderOf(file) !== undefined;
  if (!isGood(found, isBusy)) process.exitCode = damaged;
  await print(`${describeVerification(found, { file, isBusy }, locale)}\n`);
};

const beginningIn =
  (locale: Locale) =>
  (log: string): RecordDraft => ({
    type: "server-started",
    client_id: serverId,
    sender: "server",
    message: textsOf(locale).serverStarted(),
    log,
    version,
  });

const takeOver = async (file: string, output: string, locale: Locale): Promise<void> => {
  const start = beginningIn(locale);
  const imported = await withBar((onProgress) => importLog(file, { output, start, onProgress }));
  await print(`${describeImport(imported, { file, output }, locale)}\n`);
};

const repair = async (file: string, output: string, locale: Locale): Promise<void> => {
  const start = beginningIn(locale);
  const repaired = await withBar((onProgress) => repairLog(file, { output, locale, start, onProgress }));
  await print(`${describeRepair(repaired, { file, output }, locale)}\n`);
};

const write = async (file: string): Promise<void> => {
  try {
    await pipeline(Readable.from(exportLog(file)), process.stdout, { end: false });
  } catch (error) {
    if (error instanceof LogError) throw error;
    refuseUnprinted(error);
  }
};
