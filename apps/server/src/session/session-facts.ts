import type { Locale, Via } from "@beseda/protocol";

/** What the `connected` record says of a session, and what only the client gets to know. */
export interface SessionFacts {
  readonly id: string;
  readonly clientId: string;
  readonly via: Via;
  readonly locale: Locale;
  readonly token: string;
  readonly loginId: number;
  /** When the token is no longer valid, in milliseconds since 1970. */
  readonly expiresMs: number;
  /** Program and version. */
  readonly client: string;
  /** Where it came from. Never in the log. */
  readonly address: string;
}
