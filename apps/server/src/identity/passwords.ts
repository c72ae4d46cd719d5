import { randomBytes, timingSafeEqual } from "node:crypto";
import { ChatError } from "@beseda/protocol";
import { Hashing } from "./hashing.ts";

export interface Cost {
  /** KiB of memory. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
export const standardCost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };

export interface PasswordsOptions {
  /** @default standardCost */
  readonly cost?: Cost;
  /** The most passwords that are hashed at once. @default 2 */
  readonly inFlight?: number;
  /** The number of waiting requests at which further ones are told to come again. @default 32 */
  readonly waiting?: number;
}

/** The result of checking a password. */
export interface PasswordCheck {
  readonly fits: boolean;
  /** Whether it fits, but was hashed at another cost: it should be hashed anew while it is at hand. */
  readonly isOutdated: boolean;
}

const saltBytes = 16;
const hashBytes = 32;
const busyMs = 2000;
const phc =
  /^\$argon2id\$v=19\$m=(?<memory>\d{1,8}),t=(?<passes>\d{1,3}),p=(?<parallelism>\d{1,3})\$(?<salt>[\w+/]+)\$(?<hash>[\w+/]+)$/u;

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/u, "");

interface Parsed {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const parse = (text: string): Parsed => {
  const groups = phc.exec(text)?.groups;
  if (!groups) throw new Error("A stored password is not an argon2id hash. Reset it with `admin password`.");
  return {
    cost: {
      memory: Number(groups["memory"]),
      passes: Number(groups["passes"]),
      parallelism: Number(groups["parallelism"]),
    },
    salt: Buffer.from(groups["salt"] ?? "", "base64"),
    hash: Buffer.from(groups["hash"] ?? "", "base64"),
  };
};

/**
 * Passwords as argon2id hashes in PHC strings. Each hash takes memory and a core for a tenth of a second:
 * only a few run at once, few more wait, and further requests are told when to come again, so that a flood of
 * logins never stops the chat.
 */
export class Passwords {
  readonly #cost: Cost;
  readonly #inFlight: number;
  readonly #longestQueue: number;
  readonly #hashing = new Hashing();
  #running = 0;
  readonly #queue: (() => void)[] = [];

  constructor({ cost = standardCost, inFlight = 2, waiting = 32 }: PasswordsOptions = {}) {
    this.#cost = cost;
    this.#inFlight = inFlight;
    this.#longestQueue = waiting;
  }

  /**
   * Returns the PHC string to keep.
   * @throws {ChatError} `rate` where too many wait
   */
  hash(password: string): Promise<string> {
    return this.#inTurn(async () => {
      const salt = randomBytes(saltBytes);
      const hash = await this.#hashing.derive({
        ...this.#cost,
        message: Buffer.from(password),
        nonce: salt,
        tagLength: hashBytes,
      });
      const { memory, passes, parallelism } = this.#cost;
      return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
    });
  }

  /**
   * Checks a password. Without a stored one it takes as much time as with one: the client does not learn
   * whether the account exists.
   * @throws {ChatError} `rate` where too many wait
   */
  verify(password: string, stored: string | undefined): Promise<PasswordCheck> {
    return this.#inTurn(async () => {
      const { cost, salt, hash } = stored === undefined ? this.#nobody() : parse(stored);
      const found = await this.#hashing.derive({
        ...cost,
        message: Buffer.from(password),
        nonce: salt,
        tagLength: hash.length,
      });
      const fits = timingSafeEqual(found, hash) && stored !== undefined;
      return { fits, isOutdated: fits && !isSame(cost, this.#cost) };
    });
  }

  #nobody(): Parsed {
    return { cost: this.#cost, salt: Buffer.alloc(saltBytes), hash: Buffer.alloc(hashBytes) };
  }

  /** Stops hashing; those who wait are told that the server is stopping. */
  close(): void {
    this.#hashing.close(new ChatError("shutting-down"));
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#inFlight) {
      if (this.#queue.length >= this.#longestQueue) throw new ChatError("rate", busyMs);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#queue.push(resolve);
      await promise;
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next one waiting, without being free in between.
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

const isSame = (one: Cost, other: Cost): boolean =>
  one.memory === other.memory && one.passes === other.passes && one.parallelism === other.parallelism;
