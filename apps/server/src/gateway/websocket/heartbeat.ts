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

/** One interval for all connections. */
export class Heartbeat {
  readonly #connections = new Set<Watched>();
  readonly #timer: NodeJS.Timeout;

  constructor({ intervalMs, stalledBeats }: HeartbeatOptions) {
    const beat = (): void => {
      for (const connection of this.#connections) connection.beat(stalledBeats);
    };
    // What came in while a turn took long is read first: nobody is dead because the server was busy.
    this.#timer = setInterval(() => setImmediate(beat), intervalMs);
    this.#timer.unref();
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
  }
}
