/** The longest time between two messages that refusals lead to, in milliseconds. */
const slowestMs = 1000;
/** The longest time that the first refusal leads to: it names the time to the next message, not between messages. */
const firstMs = 100;
/** The least by which a near miss slows down: a shorter wait would be forgotten at the next message. */
const leastMs = 5;

/**
 * The speed at which messages leave. A server that takes so many a second refuses what comes faster, and takes many
 * refusals for a flood: each refusal doubles the time between two messages, each message that is taken shortens it
 * a little, so that it stays near what the server takes.
 */
export class Pace {
  #intervalMs = 0;

  /** The time to leave between two messages, 0 for none. */
  get intervalMs(): number {
    return this.#intervalMs;
  }

  refused(waitMs: number): void {
    this.#intervalMs = Math.min(
      slowestMs,
      Math.max(this.#intervalMs * 2, Math.min(Math.max(waitMs, leastMs), firstMs)),
    );
  }

  taken(): void {
    this.#intervalMs = this.#intervalMs < 1 ? 0 : this.#intervalMs * 0.97;
  }
}
