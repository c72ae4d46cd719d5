import type { ChatClient } from "@beseda/client";

/** The end of a conversation. */
export interface Ending {
  /** Whether the person ended it, not the server. */
  readonly isOwn: boolean;
  /** The farewell, or why the server ended it. */
  readonly words: string;
}

export interface Farewell {
  /** The person's words to the others, if any. */
  readonly words: string | undefined;
  /** The words to use if the server says nothing in time. */
  readonly usual: string;
  readonly timeoutMs: number;
}

/** Ends the session; resolves with the server's answer. Sends first what was said just before. */
export const sayFarewell = async (client: ChatClient, farewell: Farewell): Promise<string> => {
  const { promise: patience, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(farewell.usual), farewell.timeoutMs);
  try {
    const isOnline = client.snapshot().connection.phase === "online";
    if (isOnline) await Promise.race([client.settled(), patience]);
    return await Promise.race([client.quit(farewell.words), patience]);
  } catch {
    // The person wants to leave and is told goodbye, whatever the server answers.
    return farewell.usual;
  } finally {
    clearTimeout(timer);
  }
};
