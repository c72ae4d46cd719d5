/** A connection that is watched by heartbeats. */
export interface Watched {
  /**
   * Checks whether the peer is still there; `stalledBeats` is how long it may take none of the waiting
   * output.
   */
  beat(stalledBeats: number): void;
}

export interface HeartbeatOptions {
  /** The time between heartbeats; a dead peer is found within two intervals (SES-6). */
  readonly intervalMs: number;
  /** The number of heartbeats in which a reader may take none of the output that waits for it. */
  readonly stalledBeats: number;
}

/** The connections that have their heartbeat in one turn of the event loop: each costs a system call. */
const beatsInTurn = 16;

/**
 * Runs the heartbeats of all connections, a few at a time: thousands at once would hold everybody up (DEL-6).
 */
export class Heartbeat {
  readonly #connections = new Set<Watched>();
  readonly #stalledBeats: number;
  readonly #timer: NodeJS.Timeout;
  /** The connections whose heartbeat of this round is still to come. */
  #round: Iterator<Watched> | undefined;

  constructor({ intervalMs, stalledBeats }: HeartbeatOptions) {
    this.#stalledBeats = stalledBeats;
    this.#timer = setInterval(() => this.#begin(), intervalMs);
    this.#timer.unref();
  }

  #begin(): void {
    if (this.#round) return;
    this.#round = this.#connections.values();
    this.#schedule();
  }

  /**
   * Schedules the next heartbeats. Input that came during a long turn is read first: no peer counts as dead
   * because the server was busy.
   */
  #schedule(): void {
    setImmediate(() => {
      for (let beats = 0; beats < beatsInTurn && this.#round; beats += 1) this.#beatNext(this.#round);
      if (this.#round) this.#schedule();
    });
  }

  #beatNext(round: Iterator<Watched>): void {
    const { done, value } = round.next();
    if (done === true) this.#round = undefined;
    else value.beat(this.#stalledBeats);
  }

  /** Watches a connection until `unwatch`. */
  watch(connection: Watched): void {
    this.#connections.add(connection);
  }

  unwatch(connection: Watched): void {
    this.#connections.delete(connection);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#round = undefined;
  }
}
