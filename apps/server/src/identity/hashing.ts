import type { Argon2Parameters } from "node:crypto";
import { HashingHelper } from "./hashing-helper.ts";
import { politeProcess, urgentThread } from "./hashing-workplaces.ts";

type Helper = Pick<HashingHelper, "derive" | "close">;
type PoliteHelper = Helper & Pick<HashingHelper, "isBehind">;

export interface HashingOptions {
  /** Works only when nobody else wants the processor. */
  readonly polite?: PoliteHelper;
  /** Takes its share of the processor like any other. */
  readonly urgent?: Helper;
  /** How long the polite one is waited for. @default 1000 */
  readonly timeoutMs?: number;
}

/**
 * Argon2 beside the chat. The chat does not wait for a password while the machine has anything to spare; if
 * it never has, nobody waits for ever to log in: a hash that is late is started again at normal priority.
 */
export class Hashing {
  readonly #polite: PoliteHelper;
  readonly #urgent: Helper;
  readonly #timeoutMs: number;

  constructor({
    polite = new HashingHelper(politeProcess),
    urgent = new HashingHelper(urgentThread),
    timeoutMs = 1000,
  }: HashingOptions = {}) {
    this.#polite = polite;
    this.#urgent = urgent;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws what `argon2Sync` throws, or why a helper ended */
  async derive(parameters: Argon2Parameters): Promise<Uint8Array> {
    if (this.#polite.isBehind) return this.#urgent.derive(parameters);
    const late = new AbortController();
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const timer = setTimeout(() => {
      late.abort();
      resolve(this.#urgent.derive(parameters));
    }, this.#timeoutMs);
    this.#polite.derive(parameters, late.signal).then(resolve, reject);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends both helpers; pending hashes are rejected with the error. */
  close(error: Error): void {
    this.#polite.close(error);
    this.#urgent.close(error);
  }
}
