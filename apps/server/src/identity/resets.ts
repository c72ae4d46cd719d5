export interface ResetWish {
  readonly clientId: string;
  readonly lastsMs: number;
  readonly by: string;
}

/**
 * Links for who forgot the password of an account: whoever opens one chooses a new one, once, for so long (IDN-5).
 *
 * An implementation MUST keep of a code its SHA-256 only, and MUST let one alone of all who use it at once use it, of
 * whatever node. Password and logins MUST change together or not at all. Each method may be refused with
 * `accounts-busy`, and has then done nothing.
 */
export interface Resets {
  /** A new one; the earlier ones for that account are no longer valid. Its code is told once and kept by nobody here. */
  make(wish: ResetWish): Promise<string>;
  /** Whose account it is for; undefined where it is not good. */
  clientOf(code: string): Promise<string | undefined>;
  /**
   * Sets the password (as it is kept) and ends every login of the account, once; whoever came by one is told why (IDN-6).
   * False where it was not good any more.
   */
  use(code: string, password: string): Promise<boolean>;
}
