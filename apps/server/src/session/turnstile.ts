import { ChatError } from "@beseda/protocol";
import type { Pacing } from "./pacing.ts";

export interface TurnstileParts {
  readonly pacing: Pacing;
  /** Whether the token of the session is good no more. */
  readonly isExpired: () => boolean;
  /** Told where it is not: the session has to end. */
  readonly onExpired: () => void;
  /** Told where haste was refused too often: the connection has to close. */
  readonly onFlood: () => void;
}

/** What everything that a session asks for passes through: is it still good, and is it not too fast. */
export class Turnstile {
  readonly #parts: TurnstileParts;

  constructor(parts: TurnstileParts) {
    this.#parts = parts;
  }

  /** Milliseconds until a message may be said, 0 for at once. */
  get messageWaitMs(): number {
    return this.#parts.pacing.messageWaitMs;
  }

  /** Milliseconds until something else may be asked for, 0 for at once. */
  get commandWaitMs(): number {
    return this.#parts.pacing.commandWaitMs;
  }

  /**
   * Counts a message.
   * @throws {ChatError} `rate` with the time to wait; `session-ended` where the token is good no more
   */
  message(): void {
    this.#admit(this.#parts.pacing.message());
  }

  /**
   * Counts a message in a room with slow mode.
   * @throws {ChatError} as `message` does
   */
  slowMessage(room: string, seconds: number): void {
    this.#admit(this.#parts.pacing.slowMessage(room, seconds));
  }

  /**
   * Counts a command.
   * @throws {ChatError} as `message` does
   */
  command(): void {
    this.#admit(this.#parts.pacing.command());
  }

  #admit(waitMs: number): void {
    const { pacing, isExpired, onExpired, onFlood } = this.#parts;
    if (isExpired()) {
      onExpired();
      throw new ChatError("session-ended");
    }
    if (waitMs === 0) return;
    if (pacing.isFlooding()) onFlood();
    throw new ChatError("rate", waitMs);
  }
}
