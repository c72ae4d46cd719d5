import { FairQueue } from "./fair-queue.ts";

/**
 * How long one turn takes up what waits. Nothing is lost by so little: where nothing else is to be done the next turn
 * follows at once. A message passes two turns, and so waits for a millisecond at the most.
 */
const turnMs = 0.25;
/** The same where messages have used up their time: then what waits are messages too, that came before the next ones. */
const fullTurnMs = 4;
/** How long one turn takes up messages as they come. */
const messagesMs = 2;

/** A connection of which something waits. */
export interface Waiting {
  /** Who shares a place in the round: an address. */
  readonly addressKey: string;
  /** Takes one of what waits. @returns whether more does */
  takeOne(): boolean;
}

export interface TurnsOptions {
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number;
  /** Writes what was gathered for readers. */
  readonly flush: () => void;
}

/**
 * The bound of what all connections together have looked at in one turn of the event loop (LIM-3). A request costs
 * some tenths of a millisecond, and the system hands over what hundreds of connections have sent in one turn: taken as
 * it comes, nobody else would be heard before the last of it. So what comes waits for the end of its turn, where there
 * is a time for it; what is left when that is over waits for the next one, behind the input and output of that turn.
 */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #waiting = new FairQueue<Waiting>();
  #spentMs = 0;
  #isDue = false;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Whether something short may still be taken as it comes, before the end of this turn. */
  get hasTime(): boolean {
    return this.#spentMs < messagesMs;
  }

  /** Takes something short as it comes, and counts its time. */
  atOnce(take: () => boolean): boolean {
    const { elapsed } = this.#options;
    const began = elapsed();
    const isTaken = take();
    this.#spentMs += elapsed() - began;
    this.#schedule();
    return isTaken;
  }

  /** Waits for a turn; MUST NOT be asked again before `takeOne` was called. */
  wait(waiting: Waiting): void {
    this.#waiting.add(waiting.addressKey, waiting);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => void this.#take());
  }

  /** One at a time, each with all that it brings about by itself, so that its time is known, and its order kept. */
  async #take(): Promise<void> {
    this.#isDue = false;
    const mostMs = this.hasTime ? turnMs : fullTurnMs;
    this.#spentMs = 0;
    if (this.#waiting.isEmpty) return;
    const { elapsed, flush } = this.#options;
    // What others wait for is ready.
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

/** Resolves, within this turn of the event loop, when every promise has gone on that waits for nothing from outside. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    queueMicrotask(() => process.nextTick(resolve));
  });
