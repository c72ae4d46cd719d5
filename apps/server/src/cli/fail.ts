import { cleanLine } from "@beseda/protocol";

/** Ends the process with one sentence. */
export const fail = (sentence: string, code: number): never => {
  process.stderr.write(`${cleanLine(sentence)}\n`);
  process.exit(code);
};
