import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Conversation } from "../conversation/conversation.ts";
import { nextChange } from "./next-change.ts";

/** How many messages may wait for their acknowledgement before the pipe is read on. */
const waitingAtMost = 256;

/** Says each line of a pipe as it comes; resolves with how many there were, at its end or at the end of the session. */
export const sayLines = async (input: Readable, conversation: Conversation): Promise<number> => {
  let count = 0;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  void conversation.ended.then(() => lines.close());
  for await (const line of lines) {
    if (line.trim() === "") continue;
    count += 1;
    conversation.submit(line);
    while (conversation.view().waiting >= waitingAtMost && !conversation.view().isOver) {
      await nextChange(conversation);
    }
    if (conversation.view().isOver) break;
  }
  return count;
};
