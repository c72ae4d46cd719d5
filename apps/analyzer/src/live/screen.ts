import type { Locale, Report } from "@beseda/protocol";
import { textsIn } from "../locale/texts.ts";
import type { Style } from "../output/terminal/style.ts";
import { terminalText } from "../output/terminal/terminal.ts";
import { follow, type FollowOptions } from "./follow.ts";

/** Where a live report is drawn: a terminal, or a pipe. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly rows?: number;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface LiveOptions extends Omit<FollowOptions, "pollMs"> {
  readonly lang: Locale;
  readonly screen: Screen;
  readonly isColored: boolean;
  readonly rows: number;
  readonly prepare: (report: Report) => Report;
}

/** At most five times a second. */
const redrawMs = 200;
/** What is not a terminal gets a new print, not a new drawing. */
const reprintMs = 5000;
const home = "\u001B[H";
const clearLine = "\u001B[K";
const clearRest = "\u001B[J";
const defaultRows = 24;

/** Draws the report again and again as the log grows, until the signal. */
export const showLive = async ({ screen, lang, prepare, ...options }: LiveOptions): Promise<void> => {
  const isTerminal = screen.isTTY === true;
  if (isTerminal) screen.write(home + clearRest);
  for await (const log of follow({ ...options, pollMs: isTerminal ? redrawMs : reprintMs })) {
    if (!log) screen.write(`${textsIn(lang).waiting(options.file)}\n`);
    else if (isTerminal) screen.write(drawing(prepare(log.report()), { ...options, screen, lang }));
    else screen.write(`${terminalText(prepare(log.report()), lang, plain(options.rows))}\n\n`);
  }
};

const plain = (rows: number): Style => ({ isDrawn: false, isColored: false, rows });

/** The lines that there is room for, over what was drawn before: nothing flickers. */
const drawing = (
  report: Report,
  { screen, lang, isColored }: Pick<LiveOptions, "screen" | "lang" | "isColored">,
): string => {
  const height = screen.rows ?? defaultRows;
  const style: Style = {
    width: screen.columns ?? 80,
    isDrawn: true,
    isColored,
    rows: Math.max(3, height >> 2),
  };
  const lines = terminalText(report, lang, style).split("\n");
  const shown = lines.slice(0, Math.max(1, height - 1));
  return home + shown.map((line) => `${line}${clearLine}\n`).join("") + clearRest;
};
