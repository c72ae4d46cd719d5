import type { Readable } from "node:stream";
import type { Conversation } from "../conversation/conversation.ts";
import { linesOf } from "./lines-of.ts";

/** The number of lines that may wait to be carried out while the pipe is read on. */
const waitingAtMost = 255;

export interface Speaking {
  readonly conversation: Conversation;
  /** Waits until at most so many lines wait; resolves with false when there is no more progress. */
  readonly settle: (most: number) => Promise<boolean>;
}

/** Says each line of a pipe as it comes; resolves with their number, at its end or that of the session. */
export const sayLines = async (input: Readable, { conversation, settle }: Speaking): Promise<number> => {
  let count = 0;
  void conversation.ended.then(() => input.destroy());
  try {
    for await (const line of linesOf(input)) {
      if ("text" in line && line.text.trim() === "") continue;
      count += 1;
      if ("notUtf8" in line) conversation.misread(count);
      else conversation.submit(line.text);
      if (!(await settle(waitingAtMost)) || conversation.view().isOver) break;
    }
  } catch (error) {
    // The error only means that the end of the session has ended the reading.
    if (!conversation.view().isOver) throw error;
  }
  return count;
};
