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
}

/** Who this client is to the server: the name that it wishes for, the token that it is known by, its session. */
export class Identity {
  readonly #parts: IdentityParts;
  #name: string | undefined;
  #token: string | undefined;
  #session: string | undefined;
  #isRecognised = false;
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

  /** Whether the server knew this client by the token that it was shown. */
  get isRecognised(): boolean {
    return this.#isRecognised;
  }

  /** Whether a greeting is for somebody new, though a token was shown. */
  isForgotten({ token }: Pick<Welcome, "token">): boolean {
    return this.#token !== undefined && token !== this.#token;
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
   * Takes what the server greeted with; resolves when the token is kept, or cannot be. False where another tab or
   * terminal was given one meanwhile: this one is the same client, and has to come with that token.
   */
  async keep({ token, session }: Pick<Welcome, "token" | "session">): Promise<boolean> {
    const shown = this.#token;
    // A lost connection does not end the session: the next one goes on with it.
    this.#session = session;
    this.#isRecognised = token === shown;
    if (token === shown) return true;
    this.#token = token;
    try {
      this.#token = await this.#parts.storage.exchangeToken(shown, token);
    } catch (error) {
      this.#parts.onStorageError(error);
    }
    if (this.#token !== token) this.#session = undefined;
    return this.#token === token;
  }
}
