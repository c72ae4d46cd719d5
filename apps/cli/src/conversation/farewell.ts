import type { ChatClient } from "@beseda/client";

/** How a conversation came to its end. */
export interface Ending {
  /** Whether the person ended it, not the server. */
  readonly isOwn: boolean;
  /** The farewell, or why the server ended it. */
  readonly words: string;
}

export interface Farewell {
  /** What the person says to the others, if anything. */
  readonly words: string | undefined;
  /** What to say where the server says nothing in time. */
  readonly usual: string;
  readonly timeoutMs: number;
}

/** Ends the session; resolves with what the server says to it. What was said a moment before goes first. */
export const sayFarewell = async (client: ChatClient, farewell: Farewell): Promise<string> => {
  const { promise: patience, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(farewell.usual), farewell.timeoutMs);
  try {
    const isOnline = client.snapshot().connection.phase === "online";
    if (isOnline) await Promise.race([client.settled(), patience]);
    return await Promise.race([client.quit(farewell.words), patience]);
  } catch {
    // Whatever the server says to it, the person wants to leave and is told goodbye.
    return farewell.usual;
  } finally {
    clearTimeout(timer);
  }
};
