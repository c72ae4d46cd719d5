/** What a refusal may slow messages down to, in milliseconds between two. */
const slowestMs = 1000;
/** What the first refusal slows them down to at most: it tells the time to the next message, not between messages. */
const firstMs = 100;
/** A refusal that misses by a hair slows down by this at least: a shorter wait would be forgotten at the next message. */
const leastMs = 5;

/**
 * How fast messages leave. A server that takes so many a second refuses what comes faster, and takes many refusals for
 * a flood: each refusal doubles the time between two messages, each message that is taken shortens it a little, so
 * that it stays near what the server takes.
 */
export class Pace {
  #intervalMs = 0;

  /** Time to leave between two messages, 0 for none. */
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
