import { addressKey } from "../address.ts";
import type { FrameRates } from "./rates.ts";
import { TokenBucket, TokenBuckets } from "./token-bucket.ts";

/** A longer frame counts as several. */
const bytesOfOne = 8192;

/**
 * Counts what no other limit counts: frames that are no JSON, no call, or one of what there is not, pings, stops, and
 * what is wrong in a way that is found before anybody asks how often. Each costs the server as much as a request does,
 * and tens of thousands of them come in one write (DEL-6).
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

  /** For a new connection. */
  of(address: string): FrameAllowance {
    return new FrameAllowance(this, this.#ofAddress.of(addressKey(address), this.elapsed()));
  }
}

/** How much one connection may send. Thousands are idle: what few of them need is made when it is asked for. */
export class FrameAllowance {
  readonly #shared: FrameAllowances;
  readonly #ofAddress: TokenBucket;
  #own: TokenBucket | undefined;
  #share: TokenBucket | undefined;

  constructor(shared: FrameAllowances, ofAddress: TokenBucket) {
    this.#shared = shared;
    this.#ofAddress = ofAddress;
  }

  /** Counts a frame of so many bytes, or one call that was none; false where there were too many. */
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
