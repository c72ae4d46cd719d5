import type { Interface } from "node:readline";
import type { Interface as AskingInterface } from "node:readline/promises";
import { widthOf } from "../format/width.ts";
import { previousBoundary, wordStart } from "../line/boundaries.ts";

export interface ErasingOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly lines: Interface | AskingInterface;
  /** Returns what the terminal shows of a line: of a password only its length. */
  readonly shown: (line: string) => string;
}

/** Whether it is a key that readline takes for a letter where the terminal is said to be dumb. */
export const isKey = (letter: string): boolean => /\p{Cc}/u.test(letter) && letter !== "\t";

/** Returns a line as the key at its end leaves it: Backspace, Ctrl-W or Ctrl-U erases, any other does nothing. */
const afterKey = (line: string): string => {
  const key = line.slice(-1);
  const before = isKey(key) ? line.slice(0, -1) : line;
  switch (key) {
    case "\u007F":
    case "\b":
      return before.slice(0, previousBoundary(before, before.length));
    case "\u0017":
      return before.slice(0, wordStart(before, before.length));
    case "\u0015":
      return "";
    default:
      return before;
  }
};

/**
 * Lets a person erase what they type on a dumb terminal (`TERM=dumb`): readline would say the key, or have it in a
 * password. Returns the function that stops it.
 */
export const eraseOnDumb = ({ stdin, stdout, lines, shown }: ErasingOptions): (() => void) => {
  // oxlint-disable-next-line node/no-process-env -- readline looks there, too
  if (process.env["TERM"] !== "dumb") return () => undefined;
  const pressed = (): void => {
    const line = afterKey(lines.line);
    if (line === lines.line) return;
    const before = shown(lines.line.slice(0, -1));
    Object.assign(lines, { line, cursor: line.length });
    const after = shown(line);
    const isShorter = before.startsWith(after);
    const columns = widthOf(isShorter ? before.slice(after.length) : before);
    stdout.write("\b \b".repeat(columns) + (isShorter ? "" : after));
  };
  stdin.on("keypress", pressed);
  return () => void stdin.off("keypress", pressed);
};
