import { ChatError } from "@beseda/protocol";
import type { CommandKind } from "./command-kind.ts";
import type { SessionBudget } from "./session-budget.ts";

/** The session that is limited. */
export interface Guarded {
  /** Whether its token is no longer valid. */
  readonly isExpired: boolean;
  /** Ends it, for its token or for a flood. */
  evict(name: "loginEnded" | "flood"): Promise<void>;
  /** Nothing that it sends is read for so long. */
  rest(forMs: number): void;
}

/** What everything that a session asks for passes through: is it still good, and is it not too fast. */
export class SessionLimiter {
  readonly #budget: SessionBudget;
  readonly #session: Guarded;

  constructor(budget: SessionBudget, session: Guarded) {
    this.#budget = budget;
    this.#session = session;
  }

  /** Milliseconds until a message may be said, 0 for at once. */
  get messageWaitMs(): number {
    return this.#budget.messageWaitMs;
  }

  /** Milliseconds until something else may be asked for, 0 for at once. */
  commandWaitMs(kind: CommandKind): number {
    return this.#budget.commandWaitMs(kind);
  }

  /**
   * Counts a message.
   * @throws {ChatError} `rate` with the time to wait; `session-ended` where the token is no longer valid
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
   * For what its connection was let in with, and was counted with that.
   * @throws {ChatError} `session-ended` where the token is good no more
   */
  arrival(): void {
    this.#admit(0);
  }

  /**
   * Counts a command where it comes too fast, and only there.
   * @returns milliseconds to wait; 0 where somebody else is to look at it
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

  /** Who is too fast is read slower, or no more. */
  #slow(): void {
    const restMs = this.#budget.restMs();
    if (this.#budget.isFlooding()) this.#evict("flood");
    else if (restMs > 0) this.#session.rest(restMs);
  }

  /** The log tells by itself that it takes no end any more. */
  #evict(name: "loginEnded" | "flood"): void {
    void this.#session.evict(name).catch(() => undefined);
  }
}
