import type { Logger } from "../../runtime/logger.ts";
import { TokenBucket } from "../../limits/token-bucket.ts";

/** The rate of checks that get a record of their own; faster ones are counted in the next record. */
const ownRecords = { perSecond: 1, burst: 60 };

export interface PortChecksParts {
  /** Writes the number of checks to the log. */
  readonly write: (checks: number) => Promise<unknown>;
  readonly logger: Logger;
  readonly elapsed: () => number;
}

/**
 * Counts connections that closed at once without sending anything, as from a load balancer or `nc -z`
 * (SES-9).
 */
export class PortChecks {
  readonly #parts: PortChecksParts;
  readonly #bucket = new TokenBucket(ownRecords);
  /** The number of checks not written yet. */
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(parts: PortChecksParts) {
    this.#parts = parts;
  }

  note(): void {
    if (this.#isOver) return;
    this.#waiting += 1;
    if (this.#timer) return;
    const waitMs = this.#bucket.waitMs(this.#parts.elapsed());
    if (waitMs === 0) this.#write();
    else this.#timer = setTimeout(() => this.#write(), Math.ceil(waitMs)).unref();
  }

  /** Writes the remaining checks; later ones are not noted. */
  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#write();
  }

  #write(): void {
    this.#timer = undefined;
    const { write, logger, elapsed } = this.#parts;
    const checks = this.#waiting;
    if (checks === 0) return;
    this.#waiting = 0;
    this.#bucket.take(elapsed());
    write(checks).catch((error: unknown) => logger.warn({ err: error }, "a port check was not written"));
  }
}
