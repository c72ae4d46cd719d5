import type { CommandKind } from "./command-kind.ts";
import type { Rates } from "./rates.ts";
import { TokenBuckets, takeOfAll, type TokenBucket, type Rate } from "./token-bucket.ts";

/** The client that asks, and its address. */
export interface Asker {
  readonly clientId: string;
  readonly addressKey: string;
}

/** The limit on the commands of one session. */
export interface CommandBudget {
  /** Counts a command; returns 0, or the milliseconds it has to wait. */
  take(kind: CommandKind, now: number): number;
  waitMs(kind: CommandKind, now: number): number;
}

/** The `TokenBuckets` of one kind: for each client, and for all clients of an address together. */
class Pair {
  readonly #ofClient: TokenBuckets;
  readonly #ofAddress: TokenBuckets;

  constructor(ofClient: Rate, ofAddress: Rate) {
    this.#ofClient = new TokenBuckets(ofClient);
    this.#ofAddress = new TokenBuckets(ofAddress);
  }

  waitMs(asker: Asker, now: number): number {
    return Math.max(this.own(asker, now).waitMs(now), this.shared(asker, now).waitMs(now));
  }

  own({ clientId }: Asker, now: number): TokenBucket {
    return this.#ofClient.of(clientId, now);
  }

  shared({ addressKey }: Asker, now: number): TokenBucket {
    return this.#ofAddress.of(addressKey, now);
  }
}

/**
 * The kinds that each command is counted as: opening a room is also a change, and a change is also a request.
 * Nothing is counted twice: a client that has to wait for two tokens of one kind, and gets one at a time,
 * waits for ever.
 */
const costs: Readonly<Record<CommandKind, readonly [from: number, to: number]>> = {
  ask: [0, 1],
  change: [0, 2],
  open: [0, 3],
  opened: [2, 3],
};

/** Tells whether a command opens a room. Rooms stay, so no client has a share of its own of them. */
const opensRoom = (kind: CommandKind): boolean => kind === "open" || kind === "opened";

/**
 * The limits of commands (LIM-1). Many guests of one address are either a flood or an office: the address has
 * its own buckets. A client to whom the others of its address have left nothing still has a small share of
 * its own, so that no client is silenced by its address; a flooder's share is as small. There is no such
 * share of rooms, which stay: a client that keeps coming back would get one each time.
 */
export class CommandBudgets {
  readonly #kinds: readonly Pair[];
  readonly #ownShares: Pair;

  constructor(rates: Rates) {
    this.#kinds = [
      new Pair(rates.commands, rates.commandsFromAddress),
      new Pair(rates.changes, rates.changesFromAddress),
      new Pair(rates.rooms, rates.roomsFromAddress),
    ];
    this.#ownShares = new Pair(rates.ownShare, rates.ownSharesFromAddress);
  }

  /**
   * Returns the budget of a session. It holds no buckets: most sessions ask for little, and a full bucket
   * equals none.
   */
  of(asker: Asker): CommandBudget {
    return {
      take: (kind, now) => {
        const waitMs = takeOfAll(this.#usual(kind, asker, now), now);
        if (waitMs === 0 || opensRoom(kind)) return waitMs;
        return Math.min(waitMs, takeOfAll(this.#spare(kind, asker, now), now));
      },
      waitMs: (kind, now) => {
        const waitMs = this.#usualWaitMs(kind, asker, now);
        if (waitMs === 0 || opensRoom(kind)) return waitMs;
        return Math.min(waitMs, this.#spareWaitMs(kind, asker, now));
      },
    };
  }

  #usual(kind: CommandKind, asker: Asker, now: number): readonly TokenBucket[] {
    return this.#kinds
      .slice(...costs[kind])
      .flatMap((pair) => [pair.own(asker, now), pair.shared(asker, now)]);
  }

  #spare(kind: CommandKind, asker: Asker, now: number): readonly TokenBucket[] {
    const own = this.#kinds.slice(...costs[kind]).map((pair) => pair.own(asker, now));
    return [...own, this.#ownShares.own(asker, now), this.#ownShares.shared(asker, now)];
  }

  // The following methods run again and again for clients that are too fast, so they allocate no lists.

  #usualWaitMs(kind: CommandKind, asker: Asker, now: number): number {
    let longest = 0;
    const [from, to] = costs[kind];
    for (let index = from; index < to; index += 1)
      longest = Math.max(longest, this.#kinds[index]?.waitMs(asker, now) ?? 0);
    return longest;
  }

  #spareWaitMs(kind: CommandKind, asker: Asker, now: number): number {
    let longest = this.#ownShares.waitMs(asker, now);
    const [from, to] = costs[kind];
    for (let index = from; index < to; index += 1)
      longest = Math.max(longest, this.#kinds[index]?.own(asker, now).waitMs(now) ?? 0);
    return longest;
  }
}
