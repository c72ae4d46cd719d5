import { addressKey } from "../address.ts";
import type { CommandKind } from "./command-kind.ts";
import { CommandBudgets } from "./command-budget.ts";
import type { Rates } from "./rates.ts";
import { TokenBucket, TokenBuckets, takeOfAll } from "./token-bucket.ts";

/** The limits of one session. */
export interface SessionBudget {
  /** Counts a message; returns 0, or the milliseconds it has to wait. */
  message(): number;
  readonly messageWaitMs: number;
  /** Counts a command. */
  command(kind: CommandKind): number;
  commandWaitMs(kind: CommandKind): number;
  /** Counts a refusal for haste; returns whether there were so many that the connection is to be closed. */
  isFlooding(): boolean;
  /** Counts a refusal for haste; returns 0, or the milliseconds for which its connection is not read. */
  restMs(): number;
}

/** A budget without limits, for benchmarks. */
const unhurried: SessionBudget = {
  message: () => 0,
  messageWaitMs: 0,
  command: () => 0,
  commandWaitMs: () => 0,
  isFlooding: () => false,
  restMs: () => 0,
};

/** The buckets of all sessions: each client, each address and each connection has its own. */
export class SessionBudgets {
  readonly #rates: Rates | undefined;
  readonly #elapsed: () => number;
  readonly #messages: TokenBuckets | undefined;
  readonly #fromAddress: TokenBuckets | undefined;
  readonly #haste: TokenBuckets | undefined;
  readonly #commands: CommandBudgets | undefined;

  constructor(rates: Rates | undefined, elapsed: () => number) {
    this.#rates = rates;
    this.#elapsed = elapsed;
    if (!rates) return;
    this.#messages = new TokenBuckets(rates.messages);
    this.#fromAddress = new TokenBuckets(rates.messagesFromAddress);
    this.#haste = new TokenBuckets(rates.hasteFromAddress);
    this.#commands = new CommandBudgets(rates);
  }

  /** Returns the budget of a new session. */
  of(clientId: string, address: string): SessionBudget {
    if (!this.#rates || !this.#messages || !this.#fromAddress || !this.#commands) return unhurried;
    const elapsed = this.#elapsed;
    const now = elapsed();
    const messages = [
      new TokenBucket(this.#rates.messages),
      this.#messages.of(clientId, now),
      this.#fromAddress.of(addressKey(address), now),
    ];
    const commands = this.#commands.of({ clientId, addressKey: addressKey(address) });
    const refusals = new TokenBucket(this.#rates.refusals);
    const haste = new TokenBucket(this.#rates.haste);
    const waitMs = (buckets: readonly TokenBucket[]): number => {
      const now = elapsed();
      return Math.max(...buckets.map((bucket) => bucket.waitMs(now)));
    };
    return {
      message: () => takeOfAll(messages, elapsed()),
      get messageWaitMs() {
        return waitMs(messages);
      },
      command: (kind) => commands.take(kind, elapsed()),
      commandWaitMs: (kind) => commands.waitMs(kind, elapsed()),
      isFlooding: () => {
        const now = elapsed();
        const isFlooding = refusals.waitMs(now) > 0;
        if (!isFlooding) refusals.take(now);
        return isFlooding;
      },
      restMs: () => this.#restMs(haste, addressKey(address)),
    };
  }

  /**
   * Returns the rest of a session that keeps asking after refusals: all such sessions of an address share it,
   * so that a crowd costs as much as one.
   */
  #restMs(own: TokenBucket, key: string): number {
    const now = this.#elapsed();
    const shared = this.#haste?.of(key, now);
    if (!shared) return 0;
    const waitMs = own.waitMs(now) > 0 ? shared.waitMs(now) : 0;
    // A crowd that rests for the longest time must not come back in one turn.
    if (waitMs >= longestRestMs) return longestRestMs * (0.5 + Math.random() / 2);
    // Time that nobody waits for is not owed either: a past flood must not slow later neighbours.
    for (const bucket of [own, shared]) bucket.take(now);
    return waitMs;
  }
}

/** The longest rest: shorter than two heartbeats, as answers to these are not read either. */
const longestRestMs = 2000;
