export interface AdmissionOptions {
  /** Connections that may come each second. */
  readonly perSecond: number;
  /** Connections that may come at once. */
  readonly burst: number;
  /** Who would have to wait longer is sent away with the time to come back. */
  readonly longestWaitMs: number;
  readonly elapsed: () => number;
}

/** `waitMs` before the connection is taken up; or sent away, to come back after `retryMs`. */
export type Admitted = { readonly waitMs: number } | { readonly retryMs: number };

/**
 * Spreads a storm of connections (DEL-8): after a cut cable everybody comes back at once, and each greeting costs a
 * record, a token and a catch-up. A token bucket, kept as the time at which the next one would be due.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #intervalMs: number;
  #dueAt = 0;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#intervalMs = 1000 / options.perSecond;
  }

  /** Asks for a place for one connection. */
  ask(): Admitted {
    const { burst, longestWaitMs, elapsed } = this.#options;
    const now = elapsed();
    const dueAt = Math.max(this.#dueAt, now);
    const waitMs = Math.max(0, dueAt - now - (burst - 1) * this.#intervalMs);
    if (waitMs > longestWaitMs) return { retryMs: Math.ceil(waitMs) };
    this.#dueAt = dueAt + this.#intervalMs;
    return { waitMs };
  }
}
