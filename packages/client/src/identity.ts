import type { Introduction, Locale, Welcome } from "@beseda/protocol";
import type { ChatClientOptions } from "./options.ts";
import type { ClientStorage } from "./storage.ts";

export interface IdentityParts {
  readonly options: Pick<
    ChatClientOptions,
    "name" | "password" | "invitation" | "reset" | "token" | "locale" | "client"
  >;
  readonly storage: ClientStorage;
  readonly onStorageError: (error: unknown) => void;
  /** The storage has the token. */
  readonly onKept: () => void;
}

/** Who this client is to the server: the name that it wishes for, the token that it is known by, its session. */
export class Identity {
  readonly #parts: IdentityParts;
  #name: string | undefined;
  #token: string | undefined;
  #session: string | undefined;
  /** The token that the storage has, as far as greetings have asked; one after the other, as they came. */
  #keeping: Promise<string | undefined> = Promise.resolve(undefined);
  /** The greeting whose token the storage would not take. */
  #unkept: Greeting | undefined;
  /** The language to be spoken to in; undefined leaves it to the server. */
  locale: Locale | undefined;

  constructor(parts: IdentityParts) {
    this.#parts = parts;
    this.#name = parts.options.name;
    this.locale = parts.options.locale;
  }

  get introduction(): Introduction {
    const { client, password, invitation, reset } = this.#parts.options;
    const { locale } = this;
    const isGreeted = this.#session !== undefined;
    return {
      client,
      session: this.#session ?? "new",
      ...(locale !== undefined && { locale }),
      ...(this.#name !== undefined && { name: this.#name }),
      ...(this.#token !== undefined && { token: this.#token }),
      // Who is nobody yet is asked to log in where the name is somebody's; a guest who comes back is not sent away.
      ...(!isGreeted &&
        this.#name !== undefined &&
        this.#token === undefined && { registered: "refuse" as const }),
      ...(!isGreeted && password !== undefined && { password }),
      ...(!isGreeted && reset !== undefined && { reset }),
      ...(!isGreeted && invitation !== undefined && { invitation }),
    };
  }

  /** The name to come back with. */
  rename(name: string): void {
    this.#name = name;
  }

  /** Takes over the token of an earlier client, or the one that it was given. */
  async restore(): Promise<void> {
    const { token } = this.#parts.options;
    try {
      if (token !== undefined) await this.#parts.storage.setToken(token);
      this.#token = await this.#parts.storage.token();
    } catch (error) {
      this.#parts.onStorageError(error);
    }
  }

  /**
   * Takes what the server greeted with who showed a token, or none; resolves when the new token is kept, or cannot be.
   * False where it is a greeting of somebody else: another tab or terminal was given a token meanwhile, and this one is
   * the same client, that has to come with it.
   */
  async keep(greeting: Greeting): Promise<boolean> {
    const { token, session, shown } = greeting;
    if (token !== this.#token && shown !== this.#token) return false;
    // A greeting that comes while an earlier one is kept is kept after it: whoever ends last has come last.
    this.#keeping = token === this.#token ? this.#keeping : this.#exchange(this.#keeping, greeting);
    this.#token = token;
    // A lost connection does not end the session: the next one goes on with it.
    this.#session = session;
    const keeping = this.#keeping;
    const kept = (await keeping) ?? token;
    if (keeping === this.#keeping && kept !== token) {
      this.#token = kept;
      this.#session = undefined;
    }
    return kept === token;
  }

  /** The storage takes something again: it is given the token that it would not take. */
  keepAgain(): void {
    const greeting = this.#unkept;
    if (greeting && greeting.token === this.#token) this.#keeping = this.#exchange(this.#keeping, greeting);
  }

  async #exchange(before: Promise<unknown>, greeting: Greeting): Promise<string> {
    const { token, shown } = greeting;
    this.#unkept = undefined;
    await before;
    try {
      const kept = await this.#parts.storage.exchangeToken(shown, token);
      this.#parts.onKept();
      return kept;
    } catch (error) {
      this.#unkept = greeting;
      this.#parts.onStorageError(error);
      return token;
    }
  }
}

/** What a server has greeted with, and the token that it was shown. */
export interface Greeting extends Pick<Welcome, "token" | "session"> {
  readonly shown: string | undefined;
}
