import { addressKey } from "../address.ts";
import type { FrameRates } from "./rates.ts";
import { TokenBucket, TokenBuckets } from "./token-bucket.ts";

/** The size that counts as one frame; a longer one counts as several. */
const bytesOfOne = 8192;

/**
 * Counts frames that no other limit counts: those that are not JSON or not a call, calls of unknown
 * procedures, pings, stops, and errors found before a rate is checked. Each costs the server as much as a
 * request, and tens of thousands of them can come in one write (DEL-6).
 */
export class FrameAllowances {
  readonly rates: FrameRates;
  readonly elapsed: () => number;
  readonly #ofAddress: TokenBuckets;

  constructor(rates: FrameRates, elapsed: () => number) {
    this.rates = rates;
    this.elapsed = elapsed;
    this.#ofAddress = new TokenBuckets(rates.ofAddress);
  }

  /** Returns the allowance of a new connection. */
  of(address: string): FrameAllowance {
    return new FrameAllowance(this, this.#ofAddress.of(addressKey(address), this.elapsed()));
  }
}

/** The limit on what one connection sends. Thousands are idle: what only a few need is created on demand. */
export class FrameAllowance {
  readonly #shared: FrameAllowances;
  readonly #ofAddress: TokenBucket;
  #own: TokenBucket | undefined;
  #share: TokenBucket | undefined;

  constructor(shared: FrameAllowances, ofAddress: TokenBucket) {
    this.#shared = shared;
    this.#ofAddress = ofAddress;
  }

  /** Counts a frame of so many bytes, or one invalid call; returns false if there were too many. */
  take(bytes = 0): boolean {
    const now = this.#shared.elapsed();
    const own = (this.#own ??= new TokenBucket(this.#shared.rates.ofConnection));
    if (own.waitMs(now) > 0) return false;
    const left = this.#ofAddress.waitMs(now) === 0 ? this.#ofAddress : this.#ownShare;
    if (left.waitMs(now) > 0) return false;
    for (let cost = 0; cost <= bytes; cost += bytesOfOne) {
      own.take(now);
      left.take(now);
    }
    return true;
  }

  get #ownShare(): TokenBucket {
    this.#share ??= new TokenBucket(this.#shared.rates.ownShare);
    return this.#share;
  }
}
