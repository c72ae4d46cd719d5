import type { Disk } from "../disk/disk.ts";
import { snapshot, writeCheckpoint } from "./checkpoint.ts";
import type { LogState } from "./log-state.ts";

/** The maximum number of records, unless an eighth of the log is more, that the next start reads again. */
const minRecords = 100_000;
const shareOfLog = 1 / 8;

export interface CheckpointerOptions {
  readonly disk: Disk;
  readonly directory: string;
  readonly state: LogState;
  /** `seq` of the checkpoint that the log was opened with, 0 for none. */
  readonly savedSeq: number;
  readonly onFailure: (cause: unknown) => void;
}

/**
 * Saves the state beside the log occasionally, in the background. The larger the log, the less often, so that
 * the cost per record does not grow with the log.
 */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  #savedSeq: number;
  #running: Promise<void> | undefined;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
    this.#savedSeq = options.savedSeq;
  }

  /** Begins a checkpoint if one is due. The state MUST stand between two commits. */
  consider(): void {
    const { seq } = this.#options.state;
    const isDue = seq - this.#savedSeq >= Math.max(minRecords, seq * shareOfLog);
    if (isDue && !this.#running) void this.save();
  }

  /** Saves the state as it is now. A failure is reported and costs only time at the next start. */
  async save(): Promise<void> {
    await this.idle();
    if (this.#options.state.seq === this.#savedSeq) return;
    this.#running = this.#write();
    await this.#running;
  }

  /** Resolves when no checkpoint is being written. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #write(): Promise<void> {
    const { disk, directory, state, onFailure } = this.#options;
    // Also after a failure: a full disk is tried again when the next checkpoint is due.
    this.#savedSeq = state.seq;
    try {
      await writeCheckpoint(disk, directory, snapshot(state));
    } catch (error) {
      onFailure(error);
    } finally {
      this.#running = undefined;
    }
  }
}
