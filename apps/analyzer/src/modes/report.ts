import type { Report } from "@beseda/protocol";
import type { Options } from "../command.ts";
import type { Cells } from "../folds/cells.ts";
import { inOrderOfTime } from "../input/order.ts";
import { sizesOf } from "../input/sizes.ts";
import type { ScanThreads } from "../input/scan-threads.ts";
import { textsIn } from "../locale/texts.ts";
import { Progress } from "../output/terminal/progress.ts";
import { answer, type Answer, type RunOptions } from "../run.ts";
import { loadState } from "../state/state-file.ts";
import { UserError } from "../user-error.ts";
import { put } from "./write.ts";
import { oneFile, questionOf } from "./question.ts";
import { saveState } from "./save-state.ts";

/** The exit codes of a program that ends well, and of one that found damage and was asked to mind it. */
const exitCodes = { good: 0, damaged: 1 } as const;

/** Reads the logs once and writes the report. Returns the exit code. */
export const once = async (options: Options, scanThreads: ScanThreads): Promise<number> => {
  const question = questionOf(options, Date.now());
  const files = await inOrderOfTime(options.files);
  const withCells = options.format === "html";
  const texts = textsIn(options.lang);
  const progress = new Progress(options.progress ? process.stderr : { write: () => undefined }, {
    label: texts.isReading,
    total: (await sizesOf(files)).reduce((sum, size) => sum + size, 0),
  });
  const run: RunOptions = {
    ...question,
    files,
    withCells,
    threads: options.threads,
    scanThreads,
    progress: (bytes) => progress.show(bytes),
  };
  const { report, cells, emptyRooms } =
    options.state === undefined ? await answer(run) : await goOn(run, options, options.state);
  progress.end();
  checkChosen(report, options, emptyRooms);
  const told = await redacted(report, cells, options);
  await put(told.report, told.cells, options);
  return tellDamage(report, options);
};

/** Loads the code that leaves something out only if something is to be left out. */
const redacted = async (
  report: Report,
  cells: Cells | undefined,
  options: Options,
): Promise<Pick<Answer, "report" | "cells">> => {
  if (options.text && !options.anonymize) return { report, cells };
  const { redacted: without } = await import("./redaction.ts");
  const told = without(report, cells, options);
  return { report: told.report, cells: told.other };
};

const goOn = async (run: RunOptions, options: Options, stateFile: string): ReturnType<typeof answer> => {
  const of = { ...run, file: oneFile(options, "stateOne") };
  const result = await answer({ ...run, saved: await loadState(stateFile, of) });
  if (!result.saved) return result;
  await saveState(stateFile, of, result.saved);
  return result;
};

/** A filter that leaves nothing is more likely a slip than a question. */
const checkChosen = ({ input }: Report, { client }: Options, emptyRooms: readonly string[]): void => {
  if (emptyRooms.length > 0) throw new UserError("noSuchRoom", emptyRooms.join(", "));
  if (input.records > 0) return;
  throw client ? new UserError("noSuchClient", client.join(", ")) : new UserError("nothingLeft");
};

const tellDamage = ({ input }: Report, { lang, strict }: Options): number => {
  const [first] = input.damage;
  if (!first) return exitCodes.good;
  const texts = textsIn(lang);
  const { file, line, byte, reason } = first;
  const told = { file, place: texts.place(line, byte), reason: texts.damage[reason] };
  process.stderr.write(`${texts.damaged(input.bad_records, told)}\n`);
  return strict ? exitCodes.damaged : exitCodes.good;
};
