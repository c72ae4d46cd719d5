import type { Connection } from "./connection.ts";

/** One interval for all connections: a peer is found dead within two beats (SES-6). */
export class Heartbeat {
  readonly #connections = new Set<Connection>();
  readonly #timer: NodeJS.Timeout;

  constructor(intervalMs: number) {
    this.#timer = setInterval(() => this.#beat(), intervalMs);
    this.#timer.unref();
  }

  /** Watches a connection until it closes. */
  watch(connection: Connection): void {
    this.#connections.add(connection);
    connection.socket.once("close", () => this.#connections.delete(connection));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    for (const connection of this.#connections) connection.beat();
  }
}
