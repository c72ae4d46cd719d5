/** A login as a session knows it. */
export interface LoginOfSession {
  readonly clientId: string;
  readonly loginId: number;
}

/** Logins that are no longer valid. */
export interface EndedLogins {
  readonly has: (login: LoginOfSession) => boolean;
  /** What whoever came by one of them is told. */
  readonly why: "loginEnded" | "passwordReset";
}

/** Tells of logins that have ended: who only ends one need not know who is here. */
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
