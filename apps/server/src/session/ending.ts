import type { SessionStatus } from "@beseda/protocol";

/** How a session came to its end. */
export interface Ending {
  readonly code: number;
  readonly status: SessionStatus;
  /** What the client was told, in the session's language. */
  readonly message: string;
}
