import type { EventLog, LogEntry } from "@beseda/log";
import { PacedCommits } from "../delivery/paced-commits.ts";

/** A reader that has everything that is durable, and takes what comes. */
export interface LiveReader {
  /** Shows records at once; some of the first may be known already. */
  take(entries: readonly LogEntry[]): void;
}

export interface LineHubOptions {
  readonly log: EventLog;
  /** Writes what was queued, so that the pace knows what the whole fan-out costs. */
  readonly flush: () => void;
}

/** The fan-out to who reads lines: one listener of the log, and one turn for all live readers. */
export class LineHub {
  readonly #commits: PacedCommits;
  readonly #live = new Set<LiveReader>();

  constructor({ log, flush }: LineHubOptions) {
    const handOut = (entries: readonly LogEntry[]): void => {
      for (const reader of this.#live) reader.take(entries);
      flush();
    };
    this.#commits = new PacedCommits({ log, handOut });
  }

  attach(reader: LiveReader): void {
    this.#live.add(reader);
  }

  /** Harmless for a reader that is not live. */
  detach(reader: LiveReader): void {
    this.#live.delete(reader);
  }

  stop(): void {
    this.#commits.stop();
  }
}
