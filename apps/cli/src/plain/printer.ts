import type { Conversation } from "../conversation/conversation.ts";
import type { Entry } from "../conversation/entry.ts";

/** Prints each new entry of a conversation once, those of one moment together; returns a stop function. */
export const followEntries = (
  conversation: Conversation,
  print: (entries: readonly Entry[]) => void,
): (() => void) => {
  let printed = 0;
  const printNew = (): void => {
    const { entries } = conversation.view();
    const fresh = entries.slice(printed);
    printed = entries.length;
    if (fresh.length > 0) print(fresh);
  };
  printNew();
  return conversation.subscribe(printNew);
};
