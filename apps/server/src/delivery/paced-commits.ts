import type { EventLog, LogEntry } from "@beseda/log";
import { Pace } from "./pace.ts";

export interface PacedCommitsOptions {
  readonly log: Pick<EventLog, "onCommit">;
  /** Hands records out, to the last system call, so that the pace knows what it costs. */
  readonly handOut: (entries: readonly LogEntry[]) => void;
  /** @default a pace that keeps the fan-out to a part of one core */
  readonly pace?: Pace | undefined;
}

/** What becomes durable, held back until the pace lets it go, and then handed out together. */
export class PacedCommits {
  readonly #handOut: PacedCommitsOptions["handOut"];
  readonly #pace: Pace;
  readonly #stopListening: () => void;
  #held: LogEntry[] = [];

  constructor({ log, handOut, pace = new Pace() }: PacedCommitsOptions) {
    this.#handOut = handOut;
    this.#pace = pace;
    this.#stopListening = log.onCommit((entries) => {
      for (const entry of entries) this.#held.push(entry);
      this.#pace.request(() => this.#letGo());
    });
  }

  /** Records that are held back now. */
  get count(): number {
    return this.#held.length;
  }

  /** Hands out what is held back, and hears of nothing more. */
  stop(): void {
    this.#stopListening();
    this.#pace.now(() => this.#letGo());
    this.#pace.stop();
  }

  #letGo(): void {
    const entries = this.#held;
    if (entries.length === 0) return;
    this.#held = [];
    this.#handOut(entries);
  }
}
