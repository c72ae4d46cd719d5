import { ChatError } from "@beseda/protocol";
import type { CommandKind } from "./command-kind.ts";
import type { SessionBudget } from "./session-budget.ts";

/** A session that is limited. */
export interface Guarded {
  /** Whether its token is no longer valid. */
  readonly isExpired: boolean;
  /** Ends the session because of its token or a flood. */
  evict(name: "loginEnded" | "flood"): Promise<void>;
  /** Stops reading from the session for so long. */
  rest(forMs: number): void;
}

/** Checks every request of a session: whether the session is still valid, and not too fast. */
export class SessionLimiter {
  readonly #budget: SessionBudget;
  readonly #session: Guarded;

  constructor(budget: SessionBudget, session: Guarded) {
    this.#budget = budget;
    this.#session = session;
  }

  /** The milliseconds until a message may be sent, 0 for at once. */
  get messageWaitMs(): number {
    return this.#budget.messageWaitMs;
  }

  /** The milliseconds until another request may be made, 0 for at once. */
  commandWaitMs(kind: CommandKind): number {
    return this.#budget.commandWaitMs(kind);
  }

  /**
   * Counts a message.
   * @throws {ChatError} `rate` with the time to wait; `session-ended` if the token is no longer valid
   */
  message(): void {
    this.#admit(this.#budget.message());
  }

  /**
   * Counts a command.
   * @throws {ChatError} as `message` does
   */
  command(kind: CommandKind): void {
    this.#admit(this.#budget.command(kind));
  }

  /**
   * Checks the session for a request that came with its connection and was counted with it.
   * @throws {ChatError} `session-ended` if the token is no longer valid
   */
  arrival(): void {
    this.#admit(0);
  }

  /**
   * Counts a command only if it comes too fast.
   * @returns milliseconds to wait; 0 if the command is to be handled elsewhere
   */
  haste(kind: CommandKind): number {
    const waitMs = this.#budget.commandWaitMs(kind);
    if (waitMs === 0 || this.#session.isExpired) return 0;
    this.#slow();
    return waitMs;
  }

  #admit(waitMs: number): void {
    if (this.#session.isExpired) {
      this.#evict("loginEnded");
      throw new ChatError("session-ended");
    }
    if (waitMs === 0) return;
    this.#slow();
    throw new ChatError("rate", waitMs);
  }

  /** Slows down reading from a session that is too fast, or ends it. */
  #slow(): void {
    const restMs = this.#budget.restMs();
    if (this.#budget.isFlooding()) this.#evict("flood");
    else if (restMs > 0) this.#session.rest(restMs);
  }

  /** Ends the session; a log that takes no more ends reports that itself. */
  #evict(name: "loginEnded" | "flood"): void {
    void this.#session.evict(name).catch(() => undefined);
  }
}
