import type { Locale, Report } from "@beseda/protocol";
import { textsIn } from "../locale/texts.ts";
import type { Style } from "../output/terminal/style.ts";
import { terminalText } from "../output/terminal/terminal.ts";
import { follow, type FollowedLog, type FollowedOptions } from "./follow.ts";

/** The place where a live report is drawn: a terminal, or a pipe. */
export interface TerminalOutput {
  readonly isTTY?: boolean;
  readonly rows?: number;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface LiveOptions extends FollowedOptions {
  readonly lang: Locale;
  readonly screen: TerminalOutput;
  readonly isColored: boolean;
  /** Rows of a table, if nothing limits the height. */
  readonly rows: number;
  readonly signal: AbortSignal;
  /** Leaves parts out of the report. */
  readonly redact: (report: Report) => Report;
}

/** At most five times a second. */
const redrawMs = 200;
/** An output that is not a terminal gets a new print, not a new drawing. */
const reprintMs = 5000;
const home = "\u001B[H";
const clearLine = "\u001B[K";
const clearRest = "\u001B[J";
const defaultRows = 24;
const defaultColumns = 80;

/** Redraws the report as the log grows, until the signal. Returns what was read last. */
export const showLive = async (options: LiveOptions): Promise<FollowedLog | undefined> => {
  const { screen, lang, redact, rows } = options;
  const isTerminal = screen.isTTY === true;
  let last: FollowedLog | undefined;
  if (isTerminal) screen.write(home + clearRest);
  for await (const log of follow({ ...options, pollMs: isTerminal ? redrawMs : reprintMs })) {
    last = log;
    if (!log) screen.write(`${textsIn(lang).waiting(options.file)}\n`);
    else if (isTerminal) screen.write(drawing(redact(log.report()), options));
    else screen.write(`${terminalText(redact(log.report()), lang, plain(rows))}\n\n`);
  }
  return last;
};

const plain = (rows: number): Style => ({ isDrawn: false, isColored: false, rows });

/** The lines that there is room for, over what was drawn before: nothing flickers. */
const drawing = (report: Report, { screen, lang, isColored }: LiveOptions): string => {
  const height = screen.rows ?? defaultRows;
  const width = screen.columns ?? defaultColumns;
  const style: Style = { width, isDrawn: true, isColored, rows: Math.max(3, height >> 2) };
  const shown = terminalText(report, lang, style)
    .split("\n")
    .slice(0, Math.max(1, height - 1));
  return home + shown.map((line) => `${line}${clearLine}\n`).join("") + clearRest;
};
