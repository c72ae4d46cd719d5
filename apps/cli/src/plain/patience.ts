import type { Conversation } from "../conversation/conversation.ts";
import { nextChange } from "./next-change.ts";

export interface Patience {
  readonly timeoutMs: number;
  /** Grows with every step towards the awaited state. The time starts again whenever it has grown. */
  readonly progress: () => number;
  readonly isThere: () => boolean;
}

/**
 * Waits for a state of the conversation; returns false after so long without progress. The end of the session
 * ends the wait.
 */
export const waitFor = async (conversation: Conversation, patience: Patience): Promise<boolean> => {
  const { timeoutMs, progress, isThere } = patience;
  let reached = progress();
  let deadline = performance.now() + timeoutMs;
  while (!isThere()) {
    const leftMs = deadline - performance.now();
    if (leftMs <= 0 || conversation.view().isOver) return false;
    await nextChange(conversation, leftMs);
    if (progress() > reached) deadline = performance.now() + timeoutMs;
    reached = progress();
  }
  return true;
};
