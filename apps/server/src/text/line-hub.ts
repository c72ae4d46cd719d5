import type { EventLog, LogEntry } from "@beseda/log";
import { Pace } from "../delivery/pace.ts";

/** A reader that has everything that is durable, and takes what comes. */
export interface LiveReader {
  /** Shows records at once; some of the first may be known already. */
  take(entries: readonly LogEntry[]): void;
}

export interface LineHubOptions {
  readonly log: EventLog;
  /** Writes what was queued, so that the pace knows what the whole fan-out costs. */
  readonly flush: () => void;
  /** @default a pace that keeps the fan-out to a part of one core */
  readonly pace?: Pace;
}

/** The fan-out to who reads lines: one listener of the log, and one turn for all live readers. */
export class LineHub {
  readonly #flush: () => void;
  readonly #pace: Pace;
  readonly #live = new Set<LiveReader>();
  readonly #stopListening: () => void;
  #held: LogEntry[] = [];

  constructor({ log, flush, pace = new Pace() }: LineHubOptions) {
    this.#flush = flush;
    this.#pace = pace;
    this.#stopListening = log.onCommit((entries) => {
      for (const entry of entries) this.#held.push(entry);
      this.#pace.request(() => this.#handOut());
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
    this.#pace.now(() => this.#handOut());
    this.#pace.stop();
  }

  #handOut(): void {
    const entries = this.#held;
    if (entries.length === 0) return;
    this.#held = [];
    for (const reader of this.#live) reader.take(entries);
    this.#flush();
  }
}
