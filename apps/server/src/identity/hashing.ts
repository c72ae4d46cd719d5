import type { Argon2Parameters } from "node:crypto";
import { HashingThread } from "./hashing-thread.ts";

export interface HashingOptions {
  /** Works only when nobody else wants the processor. */
  readonly polite?: Pick<HashingThread, "derive" | "isBehind">;
  /** Takes its share as everybody does. */
  readonly urgent?: Pick<HashingThread, "derive">;
  /** So long the polite one is waited for. @default 1000 */
  readonly patienceMs?: number;
}

/**
 * Argon2 on threads of its own. The chat does not wait for a password while the machine has anything to spare; where
 * it never has, nobody waits for good in front of the door: a hash that is late is begun again among equals.
 */
export class Hashing {
  readonly #polite: Pick<HashingThread, "derive" | "isBehind">;
  readonly #urgent: Pick<HashingThread, "derive">;
  readonly #patienceMs: number;

  constructor({
    polite = new HashingThread({ polite: true }),
    urgent = new HashingThread({ polite: false }),
    patienceMs = 1000,
  }: HashingOptions = {}) {
    this.#polite = polite;
    this.#urgent = urgent;
    this.#patienceMs = patienceMs;
  }

  /** @throws what `argon2Sync` throws, or why a thread ended */
  async derive(parameters: Argon2Parameters): Promise<Uint8Array> {
    if (this.#polite.isBehind) return this.#urgent.derive(parameters);
    const late = new AbortController();
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const timer = setTimeout(() => {
      late.abort();
      resolve(this.#urgent.derive(parameters));
    }, this.#patienceMs);
    this.#polite.derive(parameters, late.signal).then(resolve, reject);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }
}
