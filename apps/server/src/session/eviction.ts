import type { CloseName } from "@beseda/protocol";
import type { Principal } from "./principal.ts";

/** Whose sessions end, and what they are told. */
export interface Eviction {
  readonly whose: (session: Principal) => boolean;
  readonly close: CloseName;
  /** Behind the reason that the code has. */
  readonly hint?: string;
}
