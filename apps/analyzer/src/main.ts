import { Analysis } from "./analysis.ts";
import { parseCommand, type Options } from "./command.ts";
import { InputError } from "./input/input-error.ts";
import { readLog } from "./input/read-log.ts";
import { live } from "./live.ts";
import { textsIn } from "./locale/texts.ts";
import { terminalText } from "./output/terminal/terminal.ts";

const analyze = async (options: Options): Promise<void> => {
  const analysis = new Analysis();
  for (const file of options.files) {
    const { bytes } = await readLog(file, analysis.names, analysis);
    analysis.read(file, bytes);
  }
  const report = analysis.report();
  const text =
    options.format === "json" ? JSON.stringify(report, null, 2) : terminalText(report, options.lang);
  process.stdout.write(`${text}\n`);
};

const liveUntilStopped = async (options: Options): Promise<void> => {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  await live(options.files[0] ?? "", { lang: options.lang, screen: process.stdout, signal: stop.signal });
};

const sentence = (error: InputError, options: Options): string => {
  const texts = textsIn(options.lang);
  const place = error.place ? texts.place(error.place.line, error.place.byte) : "";
  return texts.inputErrors[error.code](error.file, place);
};

const options = parseCommand(process.argv.slice(2), process.env);
try {
  await (options.follow ? liveUntilStopped(options) : analyze(options));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${sentence(error, options)}\n`);
  process.exitCode = 2;
}
