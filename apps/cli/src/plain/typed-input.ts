import { createInterface } from "node:readline";
import { secretStart } from "@beseda/protocol";
import { maskedText } from "../line/mask.ts";
import { widthOf } from "../format/width.ts";
import { eraseOnDumb } from "./erase.ts";
import { MaskedOutput } from "./masked-output.ts";

export interface TypedInputOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly onLine: (line: string) => void;
  /** Ctrl-C, or Ctrl-D on an empty line. */
  readonly onLeave: () => void;
}

/** Lines typed on a terminal on which nothing is ever erased. */
export interface TypedInput {
  /** Prints above the line being typed, then shows it again: append only, never in the middle of a word. */
  print(lines: readonly string[]): void;
  close(): void;
}

const marker = "> ";

export const openTypedInput = ({ stdin, stdout, onLine, onLeave }: TypedInputOptions): TypedInput => {
  const output = new MaskedOutput(stdout, () => lines.line);
  const lines = createInterface({ input: stdin, output, prompt: marker, terminal: true });
  const stopErasing = eraseOnDumb({ stdin, stdout, lines, shown: maskedText });
  let isOpen = true;
  lines.on("line", (line) => {
    onLine(line);
    if (isOpen) lines.prompt();
  });
  // The listener may remove entries that must not be brought back: here, passwords (TXT-6).
  lines.on("history", (history) => {
    const [newest] = history;
    if (newest !== undefined && secretStart(newest) !== undefined) history.shift();
  });
  lines.on("SIGINT", onLeave);
  lines.on("close", () => {
    if (isOpen) onLeave();
  });
  lines.prompt();
  return {
    print: (printed) => {
      const block = printed.join("\n");
      if (!isOpen) {
        stdout.write(`${block}\n`);
        return;
      }
      const behind = "\b".repeat(widthOf(lines.line.slice(lines.cursor)));
      // An empty prompt is overwritten; a begun line is left standing and repeated below.
      const above = lines.line === "" ? "\r" : "\n";
      stdout.write(`${above}${block}\n${marker}${maskedText(lines.line)}${behind}`);
    },
    close: () => {
      isOpen = false;
      stdout.write(lines.line === "" ? "\r" : "\n");
      stopErasing();
      lines.close();
      output.destroy();
    },
  };
};
