import type { Logger } from "../../runtime/logger.ts";
import { TokenBucket } from "../../limits/token-bucket.ts";

/** So many have a record of their own at once, and one each second; what comes faster is counted in the next record. */
const ownRecords = { perSecond: 1, burst: 60 };

export interface PortChecksParts {
  /** Writes that there were so many. */
  readonly write: (checks: number) => Promise<unknown>;
  readonly logger: Logger;
  readonly elapsed: () => number;
}

/** Connections that were gone at once and without a word, as a load balancer or `nc -z` makes them (SES-9). */
export class PortChecks {
  readonly #parts: PortChecksParts;
  readonly #bucket = new TokenBucket(ownRecords);
  /** Not written yet. */
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

  /** What still waits is written; nothing is noted after it. */
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
