import { askedLocale } from "@beseda/protocol";
import { parseCommand, type Options } from "./command.ts";
import { standardInput } from "./input/bytes-of.ts";
import { InputError } from "./input/input-error.ts";
import { areLong, ScanThreads } from "./input/scan-threads.ts";
import { textsIn } from "./locale/texts.ts";
import { troubleOf } from "./replace-file.ts";
import { UserError } from "./user-error.ts";
import { checkTargets } from "./modes/targets.ts";

/** Exit codes: a wrong request, or damage that was to be minded; input that is not readable as a log. */
const exitCodes = { wrong: 1, unreadable: 2 } as const;

/** They start while the way is loaded. */
const needsThreads = async ({ files, state }: Options): Promise<boolean> =>
  state === undefined && (await areLong(files));

/** Each way is loaded when it is taken: a report of one run needs no server, and no page. */
const take = async (options: Options): Promise<number> => {
  await checkTargets(options);
  if (options.serve !== undefined) {
    const { serveReport } = await import("./modes/watch.ts");
    await serveReport(options, options.serve);
    return 0;
  }
  if (options.follow) {
    const { followInTerminal } = await import("./modes/watch.ts");
    await followInTerminal(options);
    return 0;
  }
  await using threads = new ScanThreads((await needsThreads(options)) ? options.threads : 0);
  const { once } = await import("./modes/report.ts");
  return await once(options, threads);
};

/** Why a report cannot be written to the standard output, in a sentence. */
export const unwritten = (argv: readonly string[], env: NodeJS.ProcessEnv, error: unknown): string =>
  textsIn(askedLocale({ argv, env, option: "--lang" })).errors.standardOutput(troubleOf(error));

const sentenceOf = (error: unknown, options: Options): string | undefined => {
  const texts = textsIn(options.lang);
  if (error instanceof UserError) return error.in(texts);
  if (!(error instanceof InputError)) return undefined;
  const { code, value, doubt } = error;
  const file = error.file === standardInput ? texts.standardInput : error.file;
  const place = error.place ? texts.place(error.place.line, error.place.byte) : "";
  if (code === "doubt") return doubt ? texts.doubt(doubt, file, place) : undefined;
  return texts.inputErrors[code]({ file, place, value });
};

/** Runs the analyzer as a program; returns its exit code. Errors of people are one sentence each. */
export const runProgram = async (argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const options = parseCommand(argv, env);
  if ("exitCode" in options) return options.exitCode;
  try {
    return await take(options);
  } catch (error) {
    const sentence = sentenceOf(error, options);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    return error instanceof InputError ? exitCodes.unreadable : exitCodes.wrong;
  }
};
