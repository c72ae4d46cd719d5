import type { Locale } from "@beseda/protocol";
import type { Environment } from "../environment.ts";
import { Patience } from "../patience.ts";
import { RefusedError } from "../refused-error.ts";
import { clientTexts } from "../texts.ts";
import type { ChatApi } from "./connection.ts";
import type { Dialer } from "./dialer.ts";

/** What a request waits for a connection, in milliseconds. */
const patienceMs = 10_000;
/** What the server gets to close after its farewell, in milliseconds. */
const farewellMs = 2000;

export interface CallerParts {
  readonly dialer: Pick<Dialer, "online" | "state">;
  readonly environment: Environment;
  readonly locale: () => Locale;
}

/** Where requests go: over the connection of the moment, or the next one. */
export class Caller {
  readonly #parts: CallerParts;
  readonly #patience: Patience;

  constructor(parts: CallerParts) {
    this.#parts = parts;
    this.#patience = new Patience(parts.environment);
  }

  /**
   * What the server can be asked through, as soon as there is a connection.
   * @throws {RefusedError} `offline` where none comes in time, `closed` where none will come any more
   */
  async api(): Promise<ChatApi> {
    const { dialer, locale } = this.#parts;
    await this.#patience.until(() => dialer.online !== undefined || this.#isOver, patienceMs);
    if (dialer.online) return dialer.online.api;
    const { closed, offline } = clientTexts(locale());
    throw this.#isOver ? new RefusedError("closed", closed) : new RefusedError("offline", offline);
  }

  /** Asks for the end of the session and waits for it; resolves with what the server said, if it did. */
  async quit(api: ChatApi, farewell: string | undefined): Promise<string | undefined> {
    try {
      const said = await api.quit(farewell);
      await this.#patience.until(() => this.#isOver, farewellMs);
      return said;
    } catch (error) {
      // No answer: the session is over all the same, only the farewell is our own.
      if (error instanceof RefusedError) return undefined;
      throw error;
    }
  }

  /** The dialer has another state: whoever waits for one looks at it. */
  look(): void {
    this.#patience.look();
  }

  get #isOver(): boolean {
    return this.#parts.dialer.state.phase === "ended";
  }
}
