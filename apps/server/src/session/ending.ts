import type { SessionStatus } from "@beseda/protocol";

/** The way in which a session came to its end. */
export interface Ending {
  readonly code: number;
  readonly status: SessionStatus;
  /** The text that the client was told, in the session's language. */
  readonly message: string;
}
