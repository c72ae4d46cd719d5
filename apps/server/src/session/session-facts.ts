import type { Locale, Via } from "@beseda/protocol";

/** Facts of a session that its `connected` record has, and those that only the client gets to know. */
export interface SessionFacts {
  readonly id: string;
  readonly clientId: string;
  readonly via: Via;
  readonly locale: Locale;
  readonly token: string;
  readonly loginId: number;
  /** Time at which the token expires, in milliseconds since 1970. */
  readonly expiresMs: number;
  /** Program and version. */
  readonly client: string;
  /** Address that it came from. Never in the log. */
  readonly address: string;
}
