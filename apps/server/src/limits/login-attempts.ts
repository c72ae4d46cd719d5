/** A password that somebody tries. */
export interface Attempt {
  readonly name: string;
  /** Key of the address that it comes from. */
  readonly address: string;
  /** Whether this account was logged in from there before. */
  readonly isKnownAddress: boolean;
}

/**
 * Slows who guesses passwords. Delays grow for an account at one address, so that guessing locks nobody out who comes
 * from elsewhere; who guesses from many addresses is slowed for the account as a whole, but not at the addresses from
 * which its owner has been here before (A2). Whether there is such an account makes no difference (A1).
 *
 * An implementation MUST count an attempt when `begin` is called, so that many at once are as many; it MUST compare names
 * by `nameKey`, and its memory MUST be bounded. Where several servers share their accounts they MUST share this too.
 */
export interface LoginAttempts {
  /** @throws {ChatError} `rate` with the time to wait */
  begin(attempt: Attempt): Promise<void>;
  /** The password was wrong: the next attempt waits longer. */
  failed(attempt: Attempt): Promise<void>;
  succeeded(attempt: Attempt): Promise<void>;
}
