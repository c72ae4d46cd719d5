import { Worker } from "node:worker_threads";
import { slot, type ThreadMemory, threadMemory } from "./write-thread-memory.ts";

interface Pending {
  readonly resolve: (written: number) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A thread that does nothing but write one file and wait for the disk, one write at a time.
 *
 * Node's own pool of four threads also hashes passwords, resolves names and compresses: eight logins at once would
 * hold every message up for hundreds of milliseconds. This thread is never lent to anybody. It is woken through shared
 * memory, which costs less than a trip through the pool.
 */
export class WriteThread {
  readonly #memory: ThreadMemory = threadMemory();
  readonly #worker: Worker;
  #pending: Pending | undefined;
  #requests = 0;
  #dead: Error | undefined;

  constructor(descriptor: number) {
    this.#memory.control[slot.descriptor] = descriptor;
    this.#worker = new Worker(new URL("./write-thread-worker.ts", import.meta.url), {
      workerData: this.#memory.shared,
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
    });
    // An idle log keeps no process alive, as an open file does not.
    this.#worker.unref();
    this.#worker.once("error", (error) =>
      this.#die(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.once("exit", () => this.#die(new Error("the thread that writes the log has ended")));
  }

  /** Writes what fits into the shared memory. One call at a time. */
  write(chunks: readonly Uint8Array[], position: number, sync: boolean): Promise<number> {
    const { control, place, data } = this.#memory;
    let length = 0;
    let whole = true;
    for (const chunk of chunks) {
      const part = chunk.subarray(0, data.length - length);
      data.set(part, length);
      length += part.length;
      whole &&= part.length === chunk.length;
    }
    control[slot.length] = length;
    control[slot.sync] = sync && whole ? 1 : 0;
    place[0] = position;
    return this.#request();
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #request(): Promise<number> {
    const { control } = this.#memory;
    return new Promise((resolve, reject) => {
      if (this.#dead) return reject(this.#dead);
      this.#pending = { resolve, reject };
      this.#worker.ref();
      this.#requests = (this.#requests + 1) | 0;
      Atomics.store(control, slot.requests, this.#requests);
      Atomics.notify(control, slot.requests);
      this.#awaitReply();
    });
  }

  #awaitReply(): void {
    const { control } = this.#memory;
    const reply = Atomics.waitAsync(control, slot.replies, (this.#requests - 1) | 0);
    if (reply.async) void reply.value.then(() => this.#settle());
    else queueMicrotask(() => this.#settle());
  }

  #settle(): void {
    const { control, data } = this.#memory;
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = undefined;
    this.#worker.unref();
    const result = control[slot.result] ?? 0;
    if (result >= 0) pending.resolve(result);
    else pending.reject(systemError(Buffer.from(data.subarray(0, -result)).toString()));
  }

  #die(error: Error): void {
    this.#dead = error;
    this.#pending?.reject(error);
    this.#pending = undefined;
  }
}

const systemError = (json: string): Error => {
  const { message, ...rest }: { message?: unknown } = Object(JSON.parse(json));
  return Object.assign(new Error(String(message)), rest);
};
