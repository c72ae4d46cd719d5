import type { Readable } from "node:stream";
import type { Conversation } from "../conversation/conversation.ts";
import { linesOf } from "./lines-of.ts";

/** How many lines may wait to be carried out before the pipe is read on. */
const waitingAtMost = 255;

export interface Speaking {
  readonly conversation: Conversation;
  /** Waits until at most so many lines wait; false where nothing goes on any more. */
  readonly settle: (most: number) => Promise<boolean>;
}

/** Says each line of a pipe as it comes; resolves with how many there were, at its end or at the end of the session. */
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
    // The end of the session has ended the reading.
    if (!conversation.view().isOver) throw error;
  }
  return count;
};
