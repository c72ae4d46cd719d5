import type { CloseName } from "@beseda/protocol";
import type { Session } from "./session.ts";

/** Whose sessions end, and what they are told. */
export interface Eviction {
  readonly whose: (session: Session) => boolean;
  readonly close: CloseName;
  /** Behind the reason that the code has. */
  readonly hint?: string;
}
