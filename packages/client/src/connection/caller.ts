import type { Locale } from "@beseda/protocol";
import type { Environment } from "../environment.ts";
import { ownReason } from "../reason.ts";
import { ConditionWaiter } from "../wait-until.ts";
import { RefusedError } from "../refused-error.ts";
import type { ChatApi } from "./connection.ts";
import type { Dialer } from "./dialer.ts";

/** How long a request waits for a connection, in milliseconds. */
const timeoutMs = 10_000;
/** How long the server may take to close after its farewell, in milliseconds. */
const farewellMs = 2000;

export interface CallerParts {
  readonly dialer: Pick<Dialer, "online" | "state">;
  readonly environment: Environment;
  readonly locale: () => Locale;
}

/** Sends requests over the connection of the moment, or the next one. */
export class Caller {
  readonly #parts: CallerParts;
  readonly #waiter: ConditionWaiter;

  constructor(parts: CallerParts) {
    this.#parts = parts;
    this.#waiter = new ConditionWaiter(parts.environment);
  }

  /**
   * Resolves with the server's API as soon as there is a connection.
   * @throws {RefusedError} `offline` where none comes in time, `closed` where none will come any longer
   */
  async api(): Promise<ChatApi> {
    const { dialer, locale } = this.#parts;
    await this.#waiter.until(() => dialer.online !== undefined || this.#isOver, timeoutMs);
    if (dialer.online) return dialer.online.api;
    const code = this.#isOver ? "closed" : "offline";
    throw new RefusedError(code, ownReason(code, locale()));
  }

  /** Asks for the end of the session and waits for it; resolves with what the server said, if it did. */
  async quit(api: ChatApi, farewell: string | undefined): Promise<string | undefined> {
    try {
      const said = await api.quit(farewell);
      await this.#waiter.until(() => this.#isOver, farewellMs);
      return said;
    } catch (error) {
      // Without an answer the session is over all the same, only the farewell is our own.
      if (error instanceof RefusedError) return undefined;
      throw error;
    }
  }

  /** Called when the dialer's state changes: requests that wait for a connection check it. */
  stateChanged(): void {
    this.#waiter.check();
  }

  get #isOver(): boolean {
    return this.#parts.dialer.state.phase === "ended";
  }
}
