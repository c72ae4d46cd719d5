import type { CloseName } from "@beseda/protocol";
import type { Session } from "./session.ts";

/** The sessions that end, and what they are told. */
export interface Eviction {
  readonly whose: (session: Session) => boolean;
  readonly close: CloseName;
  /** Text that follows the reason of the code. */
  readonly hint?: string;
}
