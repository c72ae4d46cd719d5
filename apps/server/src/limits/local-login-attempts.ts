import { ChatError, nameKey } from "@beseda/protocol";
import type { Attempt, LoginAttempts } from "./login-attempts.ts";
import type { Rates } from "./rates.ts";
import { TokenBuckets, takeOfAll } from "./token-bucket.ts";

/** The number of wrong passwords without a delay. */
const freeTries = 4;
const longestDelayMs = 60_000;
/** The most pairs of name and address that are remembered. */
const mostRemembered = 10_000;

interface Failures {
  count: number;
  /** The time until which no attempt is allowed. */
  until: number;
}

/** Counts the login attempts of one process. */
export class LocalLoginAttempts implements LoginAttempts {
  readonly #elapsed: () => number;
  readonly #ofAddress: TokenBuckets;
  readonly #ofAccount: TokenBuckets;
  readonly #failures = new Map<string, Failures>();

  constructor(rates: Pick<Rates, "logins" | "loginsOfAccount">, elapsed: () => number) {
    this.#elapsed = elapsed;
    this.#ofAddress = new TokenBuckets(rates.logins);
    this.#ofAccount = new TokenBuckets(rates.loginsOfAccount);
  }

  begin({ name, address, isKnownAddress }: Attempt): Promise<void> {
    const waitMs = this.#takeOrWait({ name, address, isKnownAddress });
    return waitMs > 0 ? Promise.reject(new ChatError("rate", waitMs)) : Promise.resolve();
  }

  /** Counts an attempt if it may be made now; returns 0, or the milliseconds after which to try again. */
  #takeOrWait({ name, address, isKnownAddress }: Attempt): number {
    const now = this.#elapsed();
    const delayMs = (this.#failures.get(keyOf(name, address))?.until ?? 0) - now;
    if (delayMs > 0) return delayMs;
    const buckets = [this.#ofAddress.of(address, now)];
    if (!isKnownAddress) buckets.push(this.#ofAccount.of(nameKey(name), now));
    return takeOfAll(buckets, now);
  }

  async failed({ name, address }: Attempt): Promise<void> {
    const key = keyOf(name, address);
    const count = (this.#failures.get(key)?.count ?? 0) + 1;
    const delayMs = count <= freeTries ? 0 : Math.min(longestDelayMs, 1000 * 2 ** (count - freeTries - 1));
    this.#failures.delete(key);
    this.#failures.set(key, { count, until: this.#elapsed() + delayMs });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > mostRemembered && oldest !== undefined) this.#failures.delete(oldest);
  }

  async succeeded({ name, address }: Attempt): Promise<void> {
    this.#failures.delete(keyOf(name, address));
  }
}

const keyOf = (name: string, address: string): string => `${address} ${nameKey(name)}`;
