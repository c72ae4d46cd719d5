import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command, Option } from "commander";
import {
  acceptLog,
  describeAccepted,
  describeImport,
  describeRepair,
  describeVerification,
  exportLog,
  importLog,
  holderOf,
  isGood,
  LogError,
  repairLog,
  verifyLog,
} from "@beseda/log";
import type { Locale } from "@beseda/protocol";
import { answer, beginningIn, damaged, dataOf, localeOption } from "./log-action.ts";
import { print, refuseUnprinted } from "./print.ts";
import { redactCommand } from "./redact-command.ts";
import { withBar } from "./progress-bar.ts";

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

const accept = async (file: string, data: string, locale: Locale): Promise<void> => {
  const accepted = await withBar((onProgress) => acceptLog(file, { data, onProgress }));
  await print(`${describeAccepted(accepted, { file, data }, locale)}\n`);
};

const verify = async (file: string, locale: Locale): Promise<void> => {
  const found = await withBar((onProgress) => verifyLog(file, { onProgress }));
  const isBusy = holderOf(file) !== undefined;
  if (!isGood(found, isBusy)) process.exitCode = damaged;
  await print(`${describeVerification(found, { file, isBusy }, locale)}\n`);
};

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
