import type { Connection } from "./connection.ts";

export interface HeartbeatOptions {
  /** A peer is found dead within two intervals (SES-6). */
  readonly intervalMs: number;
  /** Heartbeats that a reader may take nothing of what waits for it. */
  readonly stalledBeats: number;
}

/** One interval for all connections. */
export class Heartbeat {
  readonly #connections = new Set<Connection>();
  readonly #timer: NodeJS.Timeout;

  constructor({ intervalMs, stalledBeats }: HeartbeatOptions) {
    this.#timer = setInterval(() => {
      for (const connection of this.#connections) connection.beat(stalledBeats);
    }, intervalMs);
    this.#timer.unref();
  }

  /** Watches a connection until it closes. */
  watch(connection: Connection): void {
    this.#connections.add(connection);
    connection.once("close", () => this.#connections.delete(connection));
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
