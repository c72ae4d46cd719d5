import type { Conversation } from "../conversation/conversation.ts";

/** Resolves with true at the next change of the view, or with false after so long without one. */
export const nextChange = async (conversation: Conversation, patienceMs?: number): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const stop = conversation.subscribe(() => resolve(true));
  const timer = patienceMs === undefined ? undefined : setTimeout(() => resolve(false), patienceMs);
  try {
    return await promise;
  } finally {
    stop();
    clearTimeout(timer);
  }
};
