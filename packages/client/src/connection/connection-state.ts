import type { SessionStatus } from "@beseda/protocol";

/** The state of the connection, for a banner or a status line. */
export type ConnectionState =
  /**
   * The first try, or a retry that is under way; `attempt` counts from 1 since the last time online (unless that
   * lasted less than 10 s).
   */
  | { readonly phase: "connecting"; readonly attempt: number }
  | { readonly phase: "online" }
  /**
   * Between two tries: `attempt` is the coming one, `retryAt` is in milliseconds of `Date.now()`, `reason` is
   * a sentence for a person; `explained` is set where it names the cause and what helps.
   */
  | {
      readonly phase: "waiting";
      readonly attempt: number;
      readonly retryAt: number;
      readonly reason: string;
      readonly explained?: true;
    }
  /** Over, without a retry by itself: quit, kicked, banned, replaced, not authorised. */
  | {
      readonly phase: "ended";
      readonly code: number;
      readonly status: SessionStatus;
      readonly reason: string;
    };
