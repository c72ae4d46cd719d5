import { Worker } from "node:worker_threads";
import { FileGoneError, type FileChange } from "./disk.ts";

/** Indexes of the words shared by the log and its thread. */
const slot = {
  /** Number of requests, written by the log. */
  requests: 0,
  /** Number of replies, written by the thread. */
  replies: 1,
  descriptor: 2,
  length: 3,
  sync: 4,
  /** Bytes written; or the length of an error in JSON, negative. */
  result: 5,
  /** Whether this request completes the write, which is then verified. */
  isWhole: 6,
  /** Whether the length of the file changed since the last request, other than by a write. */
  forget: 7,
} as const;

/** The maximum number of bytes per request. */
const dataBytes = 1024 * 1024;

/** An error as the thread reports it. */
interface Told {
  readonly message?: unknown;
  readonly change?: FileChange;
}

interface Pending {
  readonly resolve: (written: number) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A thread that only writes one file and waits for the disk, one write at a time.
 *
 * Node's own pool of four threads also hashes passwords, resolves names and compresses: eight logins at once
 * would delay every message by hundreds of milliseconds. This thread is never shared. It is woken through
 * shared memory, which costs less than a trip through the pool.
 */
export class WriteThread {
  readonly #control = new Int32Array(new SharedArrayBuffer(32));
  /** The position to write at, and the length of the file: negative if unknown. */
  readonly #place = new Float64Array(new SharedArrayBuffer(16));
  readonly #data = new Uint8Array(new SharedArrayBuffer(dataBytes));
  readonly #worker: Worker;
  #pending: Pending | undefined;
  #requests = 0;
  #dead: Error | undefined;
  readonly #path: string;

  /** @param path - the absolute path of the file */
  constructor(descriptor: number, path: string) {
    this.#path = path;
    this.#control[slot.descriptor] = descriptor;
    this.#place[1] = -1;
    this.#worker = new Worker(new URL("write-thread-worker.js", import.meta.url), {
      workerData: { slot, control: this.#control, place: this.#place, data: this.#data, path },
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
    });
    // An idle log does not keep the process alive, just as an open file does not.
    this.#worker.unref();
    this.#worker.once("error", (error) => this.#die(error));
    this.#worker.once("exit", () => this.#die(new Error("the thread that writes the log has ended")));
  }

  /** Writes what fits into the shared memory, and syncs only if that is everything. One call at a time. */
  write(chunks: readonly Uint8Array[], position: number, sync: boolean): Promise<number> {
    let length = 0;
    let isWhole = true;
    for (const chunk of chunks) {
      const part = chunk.subarray(0, dataBytes - length);
      this.#data.set(part, length);
      length += part.length;
      isWhole &&= part.length === chunk.length;
    }
    this.#control[slot.length] = length;
    this.#control[slot.sync] = sync ? 1 : 0;
    this.#control[slot.isWhole] = isWhole ? 1 : 0;
    this.#place[0] = position;
    return this.#request();
  }

  /** Checks the file and its path without writing. Not during a write. */
  async prove(): Promise<void> {
    this.#control[slot.length] = 0;
    await this.#request();
  }

  /** Notes a new length of the file that was not caused by a write of this thread. */
  resized(size: number): void {
    this.#place[1] = size;
    this.#control[slot.forget] = 1;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #request(): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#dead) return reject(this.#dead);
      this.#pending = { resolve, reject };
      this.#worker.ref();
      const before = this.#requests;
      this.#requests = (before + 1) | 0;
      Atomics.store(this.#control, slot.requests, this.#requests);
      Atomics.notify(this.#control, slot.requests);
      const reply = Atomics.waitAsync(this.#control, slot.replies, before);
      if (reply.async) void reply.value.then(() => this.#settle());
      else this.#settle();
    });
  }

  #settle(): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = undefined;
    this.#worker.unref();
    const result = this.#control[slot.result] ?? 0;
    this.#control[slot.forget] = 0;
    if (result < 0) pending.reject(this.#errorOf(Buffer.from(this.#data.subarray(0, -result)).toString()));
    else {
      this.#grow(result);
      pending.resolve(result);
    }
  }

  /** Updates the length of the file after a write, if it is known. */
  #grow(written: number): void {
    const size = this.#place[1] ?? -1;
    if (written > 0 && size >= 0) this.#place[1] = Math.max(size, (this.#place[0] ?? 0) + written);
  }

  #errorOf(json: string): Error {
    const { message, change, ...rest }: Told = Object(JSON.parse(json));
    return change
      ? new FileGoneError(this.#path, change)
      : Object.assign(new Error(String(message)), rest, { path: this.#path });
  }

  #die(error: unknown): void {
    this.#dead ??= error instanceof Error ? error : new Error(String(error));
    this.#pending?.reject(this.#dead);
    this.#pending = undefined;
  }
}
