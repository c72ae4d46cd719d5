import { sectionsSchema, type Report, type SectionKey } from "@beseda/protocol";
import { parseCommand, type Options } from "./command.ts";
import { parseFilter } from "./filters/parse-filter.ts";
import { sectionKeys } from "./folds/registry.ts";
import { InputError } from "./input/input-error.ts";
import { showLive } from "./live/screen.ts";
import { textsIn } from "./locale/texts.ts";
import { terminalText } from "./output/terminal/terminal.ts";
import { Clock } from "./rows/clock.ts";
import { analyze, type Question } from "./run.ts";
import { UserError } from "./user-error.ts";

/** What could not be read at all; what was asked wrongly, or is damaged, is 1. */
const unreadableCode = 2;

const sectionsFor = (keys: readonly string[] | undefined): readonly SectionKey[] =>
  keys?.map((key) => {
    const section = sectionsSchema.keyof().safeParse(key);
    if (!section.success) throw new UserError("report", key, sectionKeys.join(", "));
    return section.data;
  }) ?? sectionKeys;

const clockFor = (zone: string): Clock => {
  try {
    return new Clock(zone);
  } catch {
    throw new UserError("timeZone", zone);
  }
};

const questionOf = (options: Options): Question => {
  const clock = clockFor(options.tz);
  return { clock, sections: sectionsFor(options.report), filter: parseFilter(options, clock, Date.now()) };
};

const isColored = (): boolean => process.stdout.isTTY && process.env["NO_COLOR"] === undefined;

const write = (report: Report, options: Options): void => {
  const { isTTY, columns } = process.stdout;
  const rows = options.rows === 0 ? Infinity : options.rows;
  const style = { isDrawn: isTTY, isColored: isColored(), rows, ...(isTTY && { width: columns }) };
  const text =
    options.format === "json" ? JSON.stringify(report, null, 2) : terminalText(report, options.lang, style);
  process.stdout.write(`${text}\n`);
};

const once = async (options: Options): Promise<void> => {
  const report = await analyze({ ...questionOf(options), files: options.files, threads: options.threads });
  write(report, options);
  const [first] = report.input.damage;
  if (!first) return;
  const texts = textsIn(options.lang);
  const { file, line, byte, reason } = first;
  const told = { file, place: texts.place(line, byte), reason: texts.damage[reason] };
  process.stderr.write(`${texts.damaged(report.input.bad_records, told)}\n`);
  if (options.strict) process.exitCode = 1;
};

const live = async (options: Options): Promise<void> => {
  const [file = ""] = options.files;
  if (options.files.length > 1 || file === "-") throw new UserError("followOne");
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  await showLive({
    ...questionOf(options),
    file,
    signal: stop.signal,
    lang: options.lang,
    screen: process.stdout,
    isColored: isColored(),
    rows: options.rows === 0 ? Infinity : options.rows,
    prepare: (report) => report,
  });
};

const sentenceOf = (error: unknown, options: Options): string | undefined => {
  const texts = textsIn(options.lang);
  if (error instanceof UserError) return error.in(texts);
  if (!(error instanceof InputError)) return undefined;
  const place = error.place ? texts.place(error.place.line, error.place.byte) : "";
  return texts.inputErrors[error.code](error.file, place);
};

// Whoever reads the report may have read enough: `pnpm analyze … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const options = parseCommand(process.argv.slice(2), process.env);
try {
  await (options.follow ? live(options) : once(options));
} catch (error) {
  const sentence = sentenceOf(error, options);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = error instanceof InputError ? unreadableCode : 1;
}
