import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { sizesOf } from "./sizes.ts";

/** Files of fewer bytes are read before another thread has even started. */
export const longFileBytes = 24 * 1024 * 1024;

/** A thread makes next to no objects, and needs little room for young ones. */
const resourceLimits = { maxYoungGenerationSizeMb: 3 };

/** Beside this file: among the sources, and in their build. */
const scanThread = new URL(`scan-thread${extname(import.meta.url)}`, import.meta.url);

const newThread = (): Worker => new Worker(scanThread, { resourceLimits });

/** Whether one of the files is long enough for threads. */
export const areLong = async (files: readonly string[]): Promise<boolean> =>
  (await sizesOf(files)).some((size) => size >= longFileBytes);

/** Scanning threads that wait for their first order: they start while the rest of the program is loaded. */
export class ScanThreads implements AsyncDisposable {
  readonly #waiting: Worker[];

  constructor(count = 0) {
    this.#waiting = Array.from({ length: count }, newThread);
  }

  /** A thread that has been started, or a new one; the caller that takes it ends it. */
  take(): Worker {
    return this.#waiting.pop() ?? newThread();
  }

  /** Ends those that nobody took. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#waiting.splice(0).map((thread) => thread.terminate()));
  }
}
