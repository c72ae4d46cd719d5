import { TokenBucket, type Rate } from "./token-bucket.ts";

/** The number of connections that may come each second, and at once. */
export interface AcceptQueueOptions extends Rate {
  /** The longest wait: a client that would wait longer is sent away with the time to come back. */
  readonly longestWaitMs: number;
  readonly elapsed: () => number;
}

/** Either taken up after `waitMs`, or sent away to come back after `retryMs`. */
export type Admitted = { readonly waitMs: number } | { readonly retryMs: number };

/**
 * Spreads a storm of connections (DEL-8): after a network failure everybody comes back at once, and each
 * greeting costs a record, a token and a catch-up.
 */
export class AcceptQueue {
  readonly #options: AcceptQueueOptions;
  readonly #bucket: TokenBucket;

  constructor(options: AcceptQueueOptions) {
    this.#options = options;
    this.#bucket = new TokenBucket(options);
  }

  /** Requests a place for a connection. */
  ask(): Admitted {
    const { longestWaitMs, elapsed } = this.#options;
    const now = elapsed();
    const waitMs = this.#bucket.waitMs(now);
    if (waitMs > longestWaitMs) return { retryMs: Math.ceil(waitMs) };
    this.#bucket.take(now);
    return { waitMs };
  }
}
