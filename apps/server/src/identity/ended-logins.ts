/** A login as a session knows it. */
export interface LoginOfSession {
  readonly clientId: string;
  readonly loginId: number;
}

/** Logins that are no longer valid. */
export interface EndedLogins {
  readonly has: (login: LoginOfSession) => boolean;
  /** The reason told to sessions that came by one of them. */
  readonly why: "loginEnded" | "passwordReset";
}

/** Tells of logins that have ended: the code that ends one need not know who is here. */
export class LoginEnds {
  readonly #listeners = new Set<(ended: EndedLogins) => void>();

  onEnd(listener: (ended: EndedLogins) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(ended: EndedLogins): void {
    for (const listener of this.#listeners) listener(ended);
  }
}
