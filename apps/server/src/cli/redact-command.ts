import { join } from "node:path";
import {
  applyRedactions,
  describeApplied,
  describeInterruption,
  describeRedaction,
  redactLog,
  type SeqRange,
} from "@beseda/log";
import { type Locale, textsOf } from "@beseda/protocol";
import { Command, InvalidArgumentError } from "commander";
import { fail } from "./fail.ts";
import { answer, beginningIn, damaged, dataOf, localeOption } from "./log-action.ts";
import { print } from "./print.ts";
import { removeSearchFile, searchFileName } from "../search/search-file.ts";
import { withBar } from "./progress-bar.ts";

/** Creates `log redact`. */
export const redactCommand = (): Command =>
  new Command("redact")
    .description(
      "take the texts of messages out of a log for good, with all that they were changed to; everything else of it stays",
    )
    .argument("[file]", "the log, which no server holds; --data is the folder beside it")
    .argument("[seq...]", "the numbers of the messages: 12, or 12-20 for those between", seqsOf)
    .option("--apply <copy>", "take out of a copy of the log what was taken out of the log")
    .addOption(localeOption())
    .action((file: string | undefined, seqs: readonly SeqRange[] = [], ...rest: [Asked, Command]) => {
      const [{ apply }, command] = rest;
      if (apply !== undefined && seqs.length > 0)
        return command.error("", { code: "commander.excessArguments" });
      if (apply !== undefined) return answer(command, (locale) => applyTo(apply, file, locale));
      if (file === undefined || seqs.length === 0)
        return refuseMissing(command, file === undefined ? "file" : "seq");
      return answer(command, (locale) => redact(file, { seqs, data: dataOf(command) }, locale));
    });

const refuseMissing = (command: Command, argument: string): never =>
  command.error(`missing required argument '${argument}'`, { code: "commander.missingArgument" });

/** The options of `log redact`. */
interface Asked {
  readonly apply?: string;
}

/** Collects the numbers and ranges of repeated arguments. */
const seqsOf = (value: string, before: readonly SeqRange[] = []): readonly SeqRange[] => {
  const [, first, last = first] = /^#?([1-9]\d{0,14})(?:[-–]#?([1-9]\d{0,14}))?$/u.exec(value) ?? [];
  const range = [Number(first), Number(last)] as const;
  if (!(range[0] <= range[1])) throw new InvalidArgumentError("");
  return [...before, range];
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
  await print(`${describeRedaction(redacted, { file }, locale)}\n`);
};

const applyTo = async (copy: string, original: string | undefined, locale: Locale): Promise<void> => {
  sayInterrupted(describeInterruption(copy, locale));
  const applied = await withBar((onProgress) => applyRedactions(copy, { original, onProgress }));
  if (applied.lacking.length > 0) process.exitCode = damaged;
  await print(`${describeApplied(applied, { copy, original }, locale)}\n`);
};

/** Ends an interrupted process with a sentence. The next opening of the log finishes what was begun. */
const sayInterrupted = (sentence: string): void => {
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
  ] as const)
    process.once(signal, () => fail(sentence, 128 + number));
};
