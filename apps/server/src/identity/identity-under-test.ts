import type { Identity } from "./identity.ts";

/** One store, opened as often as requested, as after restarts or by other programs. */
export interface IdentityUnderTest extends AsyncDisposable {
  open(): Promise<Identity>;
  readonly now: number;
  pass(ms: number): void;
}
