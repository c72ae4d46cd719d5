import { customerOf } from "../address.ts";
import type { CommandKind } from "./command-kind.ts";
import { CommandPaces } from "./command-paces.ts";
import type { Rates } from "./rates.ts";
import { Bucket, Buckets, takeOfAll } from "./throttle.ts";

/** How fast one session may go. */
export interface Pacing {
  /** Counts a message: 0, or how many milliseconds it has to wait. */
  message(): number;
  readonly messageWaitMs: number;
  /** Counts a message in a room with slow mode. */
  slowMessage(room: string, seconds: number): number;
  /** Counts a command. */
  command(kind: CommandKind): number;
  commandWaitMs(kind: CommandKind): number;
  /** Counts a refusal for haste; whether there were so many that the connection is closed. */
  isFlooding(): boolean;
}

/** Without limits, for benchmarks. */
const unhurried: Pacing = {
  message: () => 0,
  messageWaitMs: 0,
  slowMessage: () => 0,
  command: () => 0,
  commandWaitMs: () => 0,
  isFlooding: () => false,
};

/** The buckets of all sessions: each client, each address and each connection has its own. */
export class Paces {
  readonly #rates: Rates | undefined;
  readonly #elapsed: () => number;
  readonly #messages: Buckets | undefined;
  readonly #fromAddress: Buckets | undefined;
  readonly #commands: CommandPaces | undefined;
  readonly #slow = new Map<string, number>();

  constructor(rates: Rates | undefined, elapsed: () => number) {
    this.#rates = rates;
    this.#elapsed = elapsed;
    if (!rates) return;
    this.#messages = new Buckets(rates.messages);
    this.#fromAddress = new Buckets(rates.messagesFromAddress);
    this.#commands = new CommandPaces(rates);
  }

  /** For a new session. */
  of(clientId: string, address: string): Pacing {
    if (!this.#rates || !this.#messages || !this.#fromAddress || !this.#commands) return unhurried;
    const elapsed = this.#elapsed;
    const now = elapsed();
    const messages = [
      new Bucket(this.#rates.messages),
      this.#messages.of(clientId, now),
      this.#fromAddress.of(customerOf(address), now),
    ];
    const commands = this.#commands.of({ clientId, customer: customerOf(address) });
    const refusals = new Bucket(this.#rates.refusals);
    const waitMs = (buckets: readonly Bucket[]): number => {
      const now = elapsed();
      return Math.max(...buckets.map((bucket) => bucket.waitMs(now)));
    };
    return {
      message: () => takeOfAll(messages, elapsed()),
      get messageWaitMs() {
        return waitMs(messages);
      },
      slowMessage: (room, seconds) => this.#slowMessage(`${clientId} ${room}`, seconds),
      command: (kind) => commands.take(kind, elapsed()),
      commandWaitMs: (kind) => commands.waitMs(kind, elapsed()),
      isFlooding: () => {
        const now = elapsed();
        const isFlooding = refusals.waitMs(now) > 0;
        if (!isFlooding) refusals.take(now);
        return isFlooding;
      },
    };
  }

  #slowMessage(key: string, seconds: number): number {
    const now = this.#elapsed();
    const waitMs = (this.#slow.get(key) ?? -Infinity) + seconds * 1000 - now;
    if (waitMs > 0) return waitMs;
    this.#slow.delete(key);
    this.#slow.set(key, now);
    const [oldest] = this.#slow.keys();
    if (this.#slow.size > mostSlow && oldest !== undefined) this.#slow.delete(oldest);
    return 0;
  }
}

/** Last words in rooms with slow mode that are remembered. */
const mostSlow = 100_000;
