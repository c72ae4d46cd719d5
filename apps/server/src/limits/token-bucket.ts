/** The rate at which something may be done. */
export interface Rate {
  readonly perSecond: number;
  /** The number allowed at once, after a rest. */
  readonly burst: number;
}

/**
 * A token bucket, stored as the time at which it is full again: no timer is needed to fill it. A check costs
 * a few additions and no memory, which is why no library is used: each message passes three of these.
 */
export class TokenBucket {
  readonly #intervalMs: number;
  readonly #roomMs: number;
  #fullAt = 0;

  constructor({ perSecond, burst }: Rate) {
    this.#intervalMs = 1000 / perSecond;
    this.#roomMs = (burst - 1) * this.#intervalMs;
  }

  /** Returns the milliseconds until there is a token, 0 if there is one. */
  waitMs(now: number): number {
    return Math.max(0, this.#fullAt - now - this.#roomMs);
  }

  take(now: number): void {
    this.#fullAt = Math.max(this.#fullAt, now) + this.#intervalMs;
  }

  isFull(now: number): boolean {
    return this.#fullAt <= now;
  }
}

/** Takes a token from each bucket if all have one; otherwise takes none and returns how long to wait. */
export const takeOfAll = (buckets: readonly TokenBucket[], now: number): number => {
  let waitMs = 0;
  for (const bucket of buckets) waitMs = Math.max(waitMs, bucket.waitMs(now));
  if (waitMs === 0) for (const bucket of buckets) bucket.take(now);
  return waitMs;
};

/** The number of new keys after which full buckets are dropped: a full one equals none. */
const sweepEvery = 1000;

/** A bucket for each key: a client, an address. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #byKey = new Map<string, TokenBucket>();
  #made = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Returns the bucket of a key; one that a caller keeps may be dropped here while it is full. */
  of(key: string, now: number): TokenBucket {
    const known = this.#byKey.get(key);
    if (known) return known;
    this.#made += 1;
    if (this.#made % sweepEvery === 0) this.#sweep(now);
    const bucket = new TokenBucket(this.#rate);
    this.#byKey.set(key, bucket);
    return bucket;
  }

  get size(): number {
    return this.#byKey.size;
  }

  #sweep(now: number): void {
    for (const [key, bucket] of this.#byKey) if (bucket.isFull(now)) this.#byKey.delete(key);
  }
}
