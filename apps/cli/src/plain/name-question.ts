import { createInterface } from "node:readline/promises";
import { labelOf, problemWith, type Question } from "../login/question.ts";
import type { CliTexts } from "../locale/texts.ts";
import { eraseOnDumb } from "./erase.ts";
import { MaskedOutput } from "./masked-output.ts";

export interface PlainQuestion extends Question {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly texts: CliTexts;
}

/** Asks on the way in, on a terminal without drawing; returns nothing when the person leaves. */
export const askPlainly = async (question: PlainQuestion): Promise<string | undefined> => {
  const { stdin, stdout, texts, suggestion, problem, passwordOf } = question;
  const hint = suggestion === undefined ? "" : ` (${texts.introduction.hint(suggestion)})`;
  const output = new MaskedOutput(stdout, () => lines.line, { isSecret: passwordOf !== undefined });
  const lines = createInterface({ input: stdin, output, terminal: true, historySize: 0 });
  const shown = (line: string): string => (passwordOf === undefined ? line : "•".repeat(line.length));
  const stopErasing = eraseOnDumb({ stdin, stdout, lines, shown });
  const left = new AbortController();
  lines.once("close", () => left.abort());
  lines.once("SIGINT", () => lines.close());
  if (problem !== undefined) stdout.write(`${problem}\n`);
  if (problem !== undefined && passwordOf === undefined) stdout.write(`${texts.introduction.ways}\n`);
  try {
    for (;;) {
      const typed = await lines.question(`${labelOf(question, texts)}${hint} `, { signal: left.signal });
      const answer = typed.trim() === "" && suggestion !== undefined ? suggestion : typed;
      const wrong = problemWith(answer, question, texts);
      if (wrong === undefined) return answer;
      stdout.write(`${wrong}\n`);
    }
  } catch (error) {
    if (left.signal.aborted) return undefined;
    throw error;
  } finally {
    stopErasing();
    lines.close();
    output.destroy();
  }
};
