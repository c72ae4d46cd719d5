/** What a heartbeat is for. */
export interface Watched {
  /** Judges whether the peer is still there; `stalledBeats` is how long it may take nothing of what waits for it. */
  beat(stalledBeats: number): void;
}

export interface HeartbeatOptions {
  /** A peer is found dead within two intervals (SES-6). */
  readonly intervalMs: number;
  /** Heartbeats that a reader may take nothing of what waits for it. */
  readonly stalledBeats: number;
}

/** Connections that have their heartbeat in one turn of the event loop: each is a call of the system. */
const beatsInTurn = 16;

/** One interval for all connections, a few of them at a time: thousands at once would hold everybody up (DEL-6). */
export class Heartbeat {
  readonly #connections = new Set<Watched>();
  readonly #stalledBeats: number;
  readonly #timer: NodeJS.Timeout;
  /** Whose heartbeat of this round is still to come. */
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

  /** What came in while a turn took long is read first: nobody is dead because the server was busy. */
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
