import { FairQueue } from "./fair-queue.ts";

/**
 * How long one turn takes up waiting items. So short a time costs nothing: if nothing else is to be done, the
 * next turn follows at once. A message passes two turns, and so waits for a millisecond at the most.
 */
const turnMs = 0.25;
/**
 * How long it does so if messages have used up their time: then the waiting items are messages too, which
 * came before the next ones.
 */
const fullTurnMs = 4;
/** How long one turn takes up messages as they come. */
const messagesMs = 2;

/** A connection with waiting input. */
export interface Waiting {
  /** The key by which connections share a place in the round: an address. */
  readonly addressKey: string;
  /** Takes one waiting item. @returns whether more items wait */
  takeOne(): boolean;
}

export interface TurnsOptions {
  /** Returns monotonic milliseconds. */
  readonly elapsed: () => number;
  /** Writes the output gathered for readers. */
  readonly flush: () => void;
}

/**
 * Limits the input of all connections together that is processed in one turn of the event loop (LIM-3). A
 * request costs some tenths of a millisecond, and the system hands over the input of hundreds of connections
 * in one turn: if it were processed as it comes, nobody else would be heard before the last of it. So input
 * waits for the end of its turn, which has a time for it; input left when that is over waits for the next
 * turn, behind the input and output of that turn.
 */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #waiting = new FairQueue<Waiting>();
  #spentMs = 0;
  #isDue = false;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Whether a short item may still be taken as it comes, before the end of this turn. */
  get hasTime(): boolean {
    return this.#spentMs < messagesMs;
  }

  /** Takes a short item as it comes, and counts its time. */
  atOnce(take: () => boolean): boolean {
    const { elapsed } = this.#options;
    const began = elapsed();
    const isTaken = take();
    this.#spentMs += elapsed() - began;
    this.#schedule();
    return isTaken;
  }

  /** Queues a connection for a turn; MUST NOT be called again before `takeOne` was called. */
  wait(waiting: Waiting): void {
    this.#waiting.add(waiting.addressKey, waiting);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => void this.#take());
  }

  /**
   * Takes one item at a time, each with everything it triggers, so that its time is known and the order kept.
   */
  async #take(): Promise<void> {
    this.#isDue = false;
    const mostMs = this.hasTime ? turnMs : fullTurnMs;
    this.#spentMs = 0;
    if (this.#waiting.isEmpty) return;
    const { elapsed, flush } = this.#options;
    // The output that others wait for is ready.
    flush();
    const began = elapsed();
    for (let next = this.#waiting.take(); next; next = this.#next(began + mostMs)) {
      if (next.takeOne()) this.#waiting.add(next.addressKey, next);
      await settled();
    }
    flush();
    if (!this.#waiting.isEmpty) this.#schedule();
  }

  #next(until: number): Waiting | undefined {
    return this.#options.elapsed() < until ? this.#waiting.take() : undefined;
  }
}

/**
 * Resolves, within this turn of the event loop, when every promise that waits for nothing external has
 * settled.
 */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    queueMicrotask(() => process.nextTick(resolve));
  });
