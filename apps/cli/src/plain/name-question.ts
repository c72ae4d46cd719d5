import { createInterface } from "node:readline/promises";
import { nameSchema } from "@beseda/protocol";
import type { CliTexts } from "../locale/texts.ts";

export interface PlainNameQuestion {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly texts: CliTexts;
  /** The answer when only Enter is pressed. */
  readonly suggestion: string | undefined;
}

/** Asks for a name on a terminal on which nothing is drawn; nothing when the person leaves. */
export const askNamePlainly = async (question: PlainNameQuestion): Promise<string | undefined> => {
  const { stdin, stdout, texts, suggestion } = question;
  const hint = suggestion === undefined ? "" : ` (${texts.introduction.hint(suggestion)})`;
  const lines = createInterface({ input: stdin, output: stdout });
  const left = new AbortController();
  lines.once("close", () => left.abort());
  lines.once("SIGINT", () => lines.close());
  try {
    for (;;) {
      const typed = await lines.question(`${texts.introduction.question}${hint} `, { signal: left.signal });
      const name = nameSchema.safeParse(typed.trim() === "" ? suggestion : typed);
      if (name.success) return name.data;
      stdout.write(`${texts.refusals.name(typed.trim())}\n`);
    }
  } catch (error) {
    if (left.signal.aborted) return undefined;
    throw error;
  } finally {
    lines.close();
  }
};
