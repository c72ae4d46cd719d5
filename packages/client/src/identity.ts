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
  /** Called when the storage has the token. */
  readonly onKept: () => void;
}

/** This client as the server sees it: the name that it asks for, the token that it is known by, its session. */
export class Identity {
  readonly #parts: IdentityParts;
  #name: string | undefined;
  #token: string | undefined;
  #session: string | undefined;
  /** The token that the storage has, as far as greetings have asked; one after the other, as they came. */
  #keeping: Promise<string | undefined> = Promise.resolve(undefined);
  /** The greeting whose token the storage would not take. */
  #unkept: Greeting | undefined;
  /** The language for the person; undefined leaves it to the server. */
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
      // A client without a token has to log in where the name is somebody's; a returning guest is not sent away.
      ...(!isGreeted &&
        this.#name !== undefined &&
        this.#token === undefined && { registered: "refuse" as const }),
      ...(!isGreeted && password !== undefined && { password }),
      ...(!isGreeted && reset !== undefined && { reset }),
      ...(!isGreeted && invitation !== undefined && { invitation }),
    };
  }

  /** Sets the name to come back with. */
  rename(name: string): void {
    this.#name = name;
  }

  /** Takes over the token of an earlier client, or the one that was passed as an option. */
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
   * Takes a greeting to a client that showed a token, or none; resolves when the new token is kept, or cannot be.
   * False where the greeting is to somebody else: another tab or terminal was given a token meanwhile, and this one is
   * the same client, which has to use that token.
   */
  async keep(greeting: Greeting): Promise<boolean> {
    const { token, session, shown } = greeting;
    if (token !== this.#token && shown !== this.#token) return false;
    // A greeting that comes while an earlier one is being kept is kept after it: the newest ends last.
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

  /** Gives the token that the storage would not take to it again, now that it takes something. */
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

/** A greeting's token and session, and the token that the server was shown. */
export interface Greeting extends Pick<Welcome, "token" | "session"> {
  readonly shown: string | undefined;
}
