import type { Argon2Parameters } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { HashAnswer, HashOrder, HashingManners } from "./hashing-worker.ts";

/** A thread that hashes passwords one after the other, begun when the first one comes; it keeps no process alive. */
export class HashingThread {
  readonly #manners: HashingManners;
  readonly #waiting = new Map<number, PromiseWithResolvers<Uint8Array>>();
  readonly #abandoned = new Set<number>();
  #worker: Worker | undefined;
  #orders = 0;

  constructor(manners: HashingManners) {
    this.#manners = manners;
  }

  /** Whether it still has to get through an order that nobody waits for. */
  get isBehind(): boolean {
    return this.#abandoned.size > 0;
  }

  /**
   * @param signal whoever aborts it does not wait any more: what was returned then never settles
   * @throws what `argon2Sync` throws, or why the thread ended
   */
  derive(parameters: Argon2Parameters, signal?: AbortSignal): Promise<Uint8Array> {
    this.#orders += 1;
    const order: HashOrder = { id: this.#orders, parameters };
    const waiting = Promise.withResolvers<Uint8Array>();
    this.#waiting.set(order.id, waiting);
    signal?.addEventListener("abort", () => this.#abandon(order.id), { once: true });
    const worker = (this.#worker ??= this.#start());
    // While a hash is under way the process has something to wait for.
    worker.ref();
    worker.postMessage(order);
    return waiting.promise;
  }

  #start(): Worker {
    const worker = new Worker(new URL("hashing-worker.ts", import.meta.url), { workerData: this.#manners });
    worker.on("message", (answer: HashAnswer) => this.#settle(answer));
    worker.on("error", (error) => this.#fail(error));
    return worker;
  }

  #abandon(id: number): void {
    if (this.#waiting.delete(id)) this.#abandoned.add(id);
    this.#rest();
  }

  #settle(answer: HashAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    this.#abandoned.delete(answer.id);
    this.#rest();
    if ("hash" in answer) waiting?.resolve(answer.hash);
    else waiting?.reject(answer.error);
  }

  #rest(): void {
    if (this.#waiting.size === 0) this.#worker?.unref();
  }

  /** The thread is gone: who waits is told, and the next one begins anew. */
  #fail(error: unknown): void {
    this.#worker = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    this.#abandoned.clear();
  }
}
