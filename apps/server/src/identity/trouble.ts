import { accountsFailed } from "./accounts-failed.ts";
import type { Failure, Statement } from "./database-messages.ts";

/** How often a store that could not be written is tried again, in milliseconds. */
const tryMs = 2000;

/** As much as a newcomer may need: a full disk still takes a little. */
const trial: readonly Statement[] = [
  { sql: "DROP TABLE IF EXISTS trial", values: [] },
  { sql: "CREATE TABLE trial AS SELECT zeroblob(32768) AS room", values: [] },
];
const afterTrial: readonly Statement[] = [{ sql: "DROP TABLE IF EXISTS trial", values: [] }];

export interface TroubleOptions {
  readonly file: string;
  /** Called when the store stops working, and when it works again (`undefined`): once each. */
  readonly onTrouble: (error: Error | undefined) => void;
  readonly write: (statements: readonly Statement[]) => Promise<unknown>;
}

/**
 * Tells whether a store works. Reads that succeed say nothing of writes, which nobody may ask for: after a
 * failed write, writing is tried again and again.
 */
export class Trouble {
  readonly #options: TroubleOptions;
  #isTold = false;
  #isUnwritable = false;
  #trial: NodeJS.Timeout | undefined;

  constructor(options: TroubleOptions) {
    this.#options = options;
  }

  /** Judges the outcome of a request. */
  judge(failure: Failure | undefined, isWrite: boolean): void {
    const failing = failure && accountsFailed(this.#options.file, failure)?.failing;
    if (isWrite) this.#wrote(failing !== undefined, failing === "damaged");
    if (failure || !this.#isUnwritable) this.tell(failure && new Error(failure.message));
  }

  tell(error: Error | undefined): void {
    if (this.#isTold === (error !== undefined)) return;
    this.#isTold = error !== undefined;
    this.#options.onTrouble(error);
  }

  close(): void {
    clearInterval(this.#trial);
    this.#trial = undefined;
  }

  #wrote(isUnwritable: boolean, isDamaged: boolean): void {
    this.#isUnwritable = isUnwritable;
    if (!isUnwritable || isDamaged) this.close();
    else this.#trial ??= setInterval(() => void this.#try(), tryMs).unref();
  }

  async #try(): Promise<void> {
    const { write } = this.#options;
    try {
      await write(trial);
      await write(afterTrial);
    } catch {
      // Its outcome was judged like that of any other request.
    }
  }
}
