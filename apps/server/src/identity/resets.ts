export interface ResetWish {
  readonly clientId: string;
  readonly lastsMs: number;
  readonly by: string;
}

/**
 * Links for people who forgot the password of an account: each lets one person choose a new one, once, for so
 * long (IDN-5).
 *
 * An implementation MUST keep only the SHA-256 of a code, and MUST let only one of all who use it at once do
 * so, on whatever node. Password and logins MUST change together or not at all. Each method may be refused
 * with `accounts-busy`, and has then done nothing.
 */
export interface Resets {
  /**
   * Makes a new one; the earlier ones for that account are no longer valid. Its code is told once and kept by
   * nobody here.
   */
  make(wish: ResetWish): Promise<string>;
  /** Returns the client whose account it is for; undefined if it is not valid. */
  clientOf(code: string): Promise<string | undefined>;
  /**
   * Sets the password (as it is kept) and ends every login of the account, once; their sessions are told why
   * (IDN-6). Returns false if it was no longer valid.
   */
  use(code: string, password: string): Promise<boolean>;
}
