/** An attempt to log in with a password. */
export interface Attempt {
  readonly name: string;
  /** The key of the address that the attempt comes from. */
  readonly address: string;
  /** Whether there was a login to this account from that address before. */
  readonly isKnownAddress: boolean;
}

/**
 * Slows down password guessing. Delays grow for an account at one address, so that guessing locks out nobody
 * who comes from elsewhere; guessing from many addresses is slowed for the account as a whole, but not at the
 * addresses that its owner has logged in from before (A2). Whether the account exists makes no difference
 * (A1).
 *
 * An implementation MUST count an attempt when `begin` is called, so that simultaneous attempts all count; it
 * MUST compare names by `nameKey`, and its memory MUST be bounded. Where several servers share their accounts
 * they MUST share this too.
 */
export interface LoginAttempts {
  /** @throws {ChatError} `rate` with the time to wait */
  begin(attempt: Attempt): Promise<void>;
  /** Records a wrong password: the next attempt waits longer. */
  failed(attempt: Attempt): Promise<void>;
  succeeded(attempt: Attempt): Promise<void>;
}
