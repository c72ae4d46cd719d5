import { ChatError, nameKey } from "@beseda/protocol";
import type { Rates } from "./rates.ts";
import { Buckets, takeOfAll } from "./token-bucket.ts";

/** Wrong passwords that cost nothing yet. */
const freeTries = 4;
const longestDelayMs = 60_000;
/** Pairs of name and address that are remembered. */
const mostRemembered = 10_000;

interface Failures {
  count: number;
  /** Until then nothing is tried. */
  until: number;
}

export interface Try {
  readonly name: string;
  /** Of the customer it comes from. */
  readonly address: string;
  /** Whether this account was logged in from there before. */
  readonly isKnownPlace: boolean;
}

/**
 * Slows who guesses passwords. Delays grow for an account at one address, so that guessing locks nobody out who comes
 * from elsewhere; who guesses from many addresses is slowed for the account as a whole, but not at the addresses from
 * which its owner has been here before (A2). Whether there is such an account makes no difference (A1).
 */
export class LoginTries {
  readonly #elapsed: () => number;
  readonly #ofAddress: Buckets;
  readonly #ofAccount: Buckets;
  readonly #failures = new Map<string, Failures>();

  constructor(rates: Rates, elapsed: () => number) {
    this.#elapsed = elapsed;
    this.#ofAddress = new Buckets(rates.logins);
    this.#ofAccount = new Buckets(rates.loginsOfAccount);
  }

  /**
   * Begins a try.
   * @throws {ChatError} `rate` with the time to wait
   */
  begin({ name, address, isKnownPlace }: Try): void {
    const now = this.#elapsed();
    const delayMs = (this.#failures.get(keyOf(name, address))?.until ?? 0) - now;
    if (delayMs > 0) throw new ChatError("rate", delayMs);
    const buckets = [this.#ofAddress.of(address, now)];
    if (!isKnownPlace) buckets.push(this.#ofAccount.of(nameKey(name), now));
    const waitMs = takeOfAll(buckets, now);
    if (waitMs > 0) throw new ChatError("rate", waitMs);
  }

  /** The password was wrong: the next try waits longer. */
  failed({ name, address }: Try): void {
    const key = keyOf(name, address);
    const count = (this.#failures.get(key)?.count ?? 0) + 1;
    const delayMs = count <= freeTries ? 0 : Math.min(longestDelayMs, 1000 * 2 ** (count - freeTries - 1));
    this.#failures.delete(key);
    this.#failures.set(key, { count, until: this.#elapsed() + delayMs });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > mostRemembered && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded({ name, address }: Try): void {
    this.#failures.delete(keyOf(name, address));
  }
}

const keyOf = (name: string, address: string): string => `${address} ${nameKey(name)}`;
