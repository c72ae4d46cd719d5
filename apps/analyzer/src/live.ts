import type { Locale } from "@beseda/protocol";
import { follow } from "./follow.ts";
import { textsIn } from "./locale/texts.ts";
import { terminalText } from "./output/terminal/terminal.ts";

/** Where a live report is drawn. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly rows?: number;
  write(text: string): unknown;
}

export interface LiveOptions {
  readonly lang: Locale;
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/** At most five times a second. */
const redrawMs = 200;
/** What is not a terminal gets a new print, not a new drawing. */
const reprintMs = 5000;
const clear = "\u001B[H\u001B[J";

/** Draws the report again and again as the log grows, until the signal. */
export const live = async (file: string, { lang, screen, signal }: LiveOptions): Promise<void> => {
  const pollMs = screen.isTTY === true ? redrawMs : reprintMs;
  for await (const news of follow(file, { pollMs, signal })) {
    if (news === "waiting") {
      screen.write(`${textsIn(lang).waiting(file)}\n`);
      continue;
    }
    const text = terminalText(news.report(), lang);
    screen.write(screen.isTTY === true ? clear + firstLines(text, screen.rows) : `${text}\n`);
  }
};

const firstLines = (text: string, rows = 24): string =>
  text
    .split("\n")
    .slice(0, Math.max(1, rows - 1))
    .join("\n");
