/** An object that has something to write. */
export interface Flushable {
  flush(): void;
}

/** Writes what all connections gathered in a turn of the event loop at its end: one system call for each connection. */
export class Flusher {
  #waiting: Flushable[] = [];

  /** Flushes at the end of this turn. */
  schedule(connection: Flushable): void {
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    this.#waiting.push(connection);
  }

  /** Flushes without waiting for the end of the turn. */
  flush(): void {
    const connections = this.#waiting;
    this.#waiting = [];
    for (const connection of connections) connection.flush();
  }
}
