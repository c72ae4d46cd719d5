import type { LogReader, LogEntry } from "@beseda/log";

/** A reader that has everything that is durable, and takes what comes. */
export interface LiveReader {
  /** Shows records at once; some of the first may be known already. */
  take(entries: readonly LogEntry[]): void;
}

export interface LineHubOptions {
  readonly log: LogReader;
  /** Writes what was queued. */
  readonly flush: () => void;
}

/** The fan-out to who reads lines: one listener of the log, and one turn for all live readers. */
export class LineHub {
  readonly #stopListening: () => void;
  readonly #live = new Set<LiveReader>();

  constructor({ log, flush }: LineHubOptions) {
    this.#stopListening = log.onCommit((entries) => {
      for (const reader of this.#live) reader.take(entries);
      flush();
    });
  }

  attach(reader: LiveReader): void {
    this.#live.add(reader);
  }

  /** Harmless for a reader that is not live. */
  detach(reader: LiveReader): void {
    this.#live.delete(reader);
  }

  stop(): void {
    this.#stopListening();
  }
}
