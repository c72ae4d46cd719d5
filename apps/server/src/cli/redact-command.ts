import { join } from "node:path";
import {
  applyRedactions,
  describeApplied,
  describeBranch,
  describeInterruption,
  describeRedaction,
  describeRepeated,
  findRepeated,
  redactIntoBranch,
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
    .option("--output <file>", "write the log anew without them: for texts of earlier versions")
    .addOption(localeOption())
    .action((file: string | undefined, seqs: readonly SeqRange[] = [], ...rest: [Asked, Command]) => {
      const [{ apply, output }, command] = rest;
      if (apply !== undefined && (seqs.length > 0 || output !== undefined))
        return command.error("", { code: "commander.excessArguments" });
      if (apply !== undefined) return answer(command, (locale) => applyTo(apply, file, locale));
      if (file === undefined || seqs.length === 0)
        return refuseMissing(command, file === undefined ? "file" : "seq");
      const wanted = { seqs, data: dataOf(command), output };
      return answer(command, (locale) => redact(file, wanted, locale));
    });

const refuseMissing = (command: Command, argument: string): never =>
  command.error(`missing required argument '${argument}'`, { code: "commander.missingArgument" });

/** The options of `log redact`. */
interface Asked {
  readonly apply?: string;
  readonly output?: string;
}

/** Collects the numbers and ranges of repeated arguments. */
const seqsOf = (value: string, before: readonly SeqRange[] = []): readonly SeqRange[] => {
  const [, first, last = first] = /^#?([1-9]\d{0,14})(?:[-–]#?([1-9]\d{0,14}))?$/u.exec(value) ?? [];
  const range = [Number(first), Number(last)] as const;
  if (!(range[0] <= range[1])) throw new InvalidArgumentError("");
  return [...before, range];
};

interface Wanted {
  readonly seqs: readonly SeqRange[];
  readonly data: string;
  /** The new file, where the log is to be written anew. */
  readonly output: string | undefined;
}

const redact = async (file: string, { output, ...wanted }: Wanted, locale: Locale): Promise<void> => {
  const start = beginningIn(locale);
  const message = textsOf(locale).notices.redacted();
  const options = { ...wanted, start, message };
  // Of a file that is not whole yet nothing is left, and the old one is not touched.
  if (output === undefined) sayInterrupted(describeInterruption(file, locale));
  const redacted = await withBar((onProgress) =>
    output === undefined
      ? redactLog(file, { ...options, onProgress })
      : redactIntoBranch(file, { ...options, output, onProgress }),
  );
  // A server that finds the record of it would make the index anew; the words are not to wait for that.
  removeSearchFile(join(wanted.data, searchFileName));
  const told =
    output === undefined
      ? describeRedaction(redacted, { file }, locale)
      : describeBranch(redacted, { file, output }, locale);
  await print(`${told}\n`);
  const searched = output ?? file;
  const { texts } = redacted;
  const repeated = await findRepeated(searched, { data: wanted.data, texts, known: [file] });
  const elsewhere = describeRepeated(repeated, locale);
  if (elsewhere !== "") await print(`${elsewhere}\n`);
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
