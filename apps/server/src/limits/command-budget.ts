import type { CommandKind } from "./command-kind.ts";
import type { Rates } from "./rates.ts";
import { TokenBuckets, takeOfAll, type TokenBucket, type Rate } from "./token-bucket.ts";

/** Who asks, and from where. */
export interface Asker {
  readonly clientId: string;
  readonly addressKey: string;
}

/** How fast one session may ask. */
export interface CommandBudget {
  /** Counts a command: 0, or how many milliseconds it has to wait. */
  take(kind: CommandKind, now: number): number;
  waitMs(kind: CommandKind, now: number): number;
}

/** TokenBuckets of one kind: what a client may, and what all of its address may together. */
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
 * What is asked costs of these kinds: a room that is opened is a change too, and a change is asked for. Nothing is counted
 * twice: whoever has to wait for two tokens of one kind, and is given one at a time, waits for ever.
 */
const costs: Readonly<Record<CommandKind, readonly [from: number, to: number]>> = {
  ask: [0, 1],
  change: [0, 2],
  open: [0, 3],
  opened: [2, 3],
};

/** Rooms stay: of them nobody has a share of their own. */
const opensRoom = (kind: CommandKind): boolean => kind === "open" || kind === "opened";

/**
 * The limits of commands (LIM-1). Many guests of one address are one flood or one office: their address has buckets of
 * its own. Whom the others of an address have left nothing still has a small share of their own, so that nobody behind
 * one address is silenced by it; a flooder's share is as small. Not of rooms, which stay: whoever comes again and again
 * would have one each time.
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

  /** For a session. It keeps no buckets: most sessions ask for little, and a full bucket is like none. */
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

  // Asked again and again by whoever is too fast: no lists are made for that.

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
