import { inspect } from "node:util";
import { endOfRun } from "./end-of-run.ts";

/** What a test sends: the words after the program's name, all variables, and the folder to be in. */
export interface Run {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
}

// The server's program, run again and again in one process. A run is over when it ends the process, or when nothing of
// it is left to be done; then its exit code follows on the standard error.

const program = new URL("../src/cli/program.ts", import.meta.url).href;
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Thrown in place of the end of the process. */
const ended = new Error("the process would have ended here");
process.exit = (code) => {
  process.exitCode = code ?? process.exitCode;
  throw ended;
};

let runs = 0;
let isRunning = false;

const begin = ({ words, env, folder }: Run): void => {
  isRunning = true;
  runs += 1;
  process.env = { ...env };
  process.argv = [process.execPath, "start.js", ...words];
  process.chdir(folder);
  // To wait for the next run must not keep this one from being over.
  process.channel?.unref();
  import(`${program}?run=${runs}`).catch(end);
};

const end = (error?: unknown): void => {
  if (!isRunning) return;
  isRunning = false;
  if (error !== undefined && error !== ended) {
    process.stderr.write(`${inspect(error)}\n`);
    process.exitCode = 1;
  }
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  for (const signal of signals) process.removeAllListeners(signal);
  process.channel?.ref();
  process.stdout.write(endOfRun);
  process.stderr.write(`${code}${endOfRun}`);
};

process.on("message", begin);
process.on("unhandledRejection", end);
process.on("uncaughtException", end);
process.on("beforeExit", () => end());
