/** Actions on the person's account, or the one they want. Reject like every method of a {@link ChatClient}. */
export interface ChatAccount {
  /** Protects the person's name with a password. */
  register(password: string): Promise<void>;
  /** Resolves with the token to start another client with: a session always belongs to one client. */
  login(credentials: {
    readonly name: string;
    readonly password: string;
  }): Promise<{ readonly token: string; readonly name: string; readonly client_id: string }>;
  /** Invalidates the token; the server ends the session. */
  logout(): Promise<void>;
  changePassword(passwords: { readonly old: string; readonly new: string }): Promise<void>;
  /** Gives the account what an invitation grants. */
  redeem(invitation: string): Promise<void>;
}
