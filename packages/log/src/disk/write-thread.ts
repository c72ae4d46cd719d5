import { Worker } from "node:worker_threads";

/** Places of the words that the log and its thread share. */
const slot = {
  /** Count of the requests, written by the log. */
  requests: 0,
  /** Count of the replies, written by the thread. */
  replies: 1,
  descriptor: 2,
  length: 3,
  sync: 4,
  /** Bytes written; or the length of an error in JSON, negative. */
  result: 5,
} as const;

/** At most so many bytes go with one request. */
const dataBytes = 1024 * 1024;

interface Pending {
  readonly resolve: (written: number) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A thread that does nothing but write one file and wait for the disk, one write at a time.
 *
 * Node's own pool of four threads also hashes passwords, resolves names and compresses: eight logins at once would
 * hold every message up for hundreds of milliseconds. This thread is never lent to anybody. It is woken through
 * shared memory, which costs less than a trip through the pool.
 */
export class WriteThread {
  readonly #control = new Int32Array(new SharedArrayBuffer(32));
  /** The position to write at. */
  readonly #place = new Float64Array(new SharedArrayBuffer(8));
  readonly #data = new Uint8Array(new SharedArrayBuffer(dataBytes));
  readonly #worker: Worker;
  #pending: Pending | undefined;
  #requests = 0;
  #dead: Error | undefined;

  constructor(descriptor: number) {
    this.#control[slot.descriptor] = descriptor;
    this.#worker = new Worker(new URL("write-thread-worker.js", import.meta.url), {
      workerData: { slot, control: this.#control, place: this.#place, data: this.#data },
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
    });
    // An idle log keeps no process alive, as an open file does not.
    this.#worker.unref();
    this.#worker.once("error", (error) => this.#die(error));
    this.#worker.once("exit", () => this.#die(new Error("the thread that writes the log has ended")));
  }

  /** Writes what fits into the shared memory, and syncs only where that is everything. One call at a time. */
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
    this.#control[slot.sync] = sync && isWhole ? 1 : 0;
    this.#place[0] = position;
    return this.#request();
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
    if (result >= 0) pending.resolve(result);
    else pending.reject(systemError(Buffer.from(this.#data.subarray(0, -result)).toString()));
  }

  #die(error: unknown): void {
    this.#dead ??= error instanceof Error ? error : new Error(String(error));
    this.#pending?.reject(this.#dead);
    this.#pending = undefined;
  }
}

const systemError = (json: string): Error => {
  const { message, ...rest }: { message?: unknown } = Object(JSON.parse(json));
  return Object.assign(new Error(String(message)), rest);
};
