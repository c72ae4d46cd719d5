import type { EventLog } from "@beseda/log";

/**
 * Wakes who waits for records to come: one listener of the log for all text sessions. Who has waited in vain (a session
 * that ended) is let go at the next record, which its own end brings.
 */
export class Bell {
  readonly #log: EventLog;
  readonly #stopListening: () => void;
  #next = Promise.withResolvers<void>();

  constructor(log: EventLog) {
    this.#log = log;
    this.#stopListening = log.onCommit(() => this.#ring());
  }

  /** Resolves when the log has a record after `seq`. */
  after(seq: number): Promise<void> {
    return this.#log.last.seq > seq ? Promise.resolve() : this.#next.promise;
  }

  stop(): void {
    this.#stopListening();
    this.#ring();
  }

  #ring(): void {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers<void>();
    resolve();
  }
}
