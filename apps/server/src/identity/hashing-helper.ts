import type { Argon2Parameters } from "node:crypto";
import type { HashAnswer } from "./hashing-answer.ts";
import type { Overseer, Workplace } from "./hashing-workplaces.ts";

/** How long it stays without an order: nobody logs in for hours, and others may need the memory. */
const idleMs = 60_000;

/**
 * Hashes passwords one after the other in a workplace that starts with the first and ends when none comes for
 * long.
 */
export class HashingHelper {
  readonly #open: (overseer: Overseer) => Workplace;
  readonly #waiting = new Map<number, PromiseWithResolvers<Uint8Array>>();
  readonly #abandoned = new Set<number>();
  #place: Workplace | undefined;
  #idle: NodeJS.Timeout | undefined;
  #orders = 0;

  constructor(open: (overseer: Overseer) => Workplace) {
    this.#open = open;
  }

  /** Whether it still has to finish an order that nobody waits for. */
  get isBehind(): boolean {
    return this.#abandoned.size > 0;
  }

  /**
   * @param signal aborting it ends the wait: the promise returned then never settles
   * @throws what `argon2Sync` throws, or why there is no answer
   */
  derive(parameters: Argon2Parameters, signal?: AbortSignal): Promise<Uint8Array> {
    this.#orders += 1;
    const id = this.#orders;
    const waiting = Promise.withResolvers<Uint8Array>();
    this.#waiting.set(id, waiting);
    signal?.addEventListener("abort", () => this.#abandon(id), { once: true });
    clearTimeout(this.#idle);
    const place = (this.#place ??= this.#begin());
    // While a hash is under way the process must not end.
    place.hold();
    place.send({ id, parameters });
    return waiting.promise;
  }

  /** Ends it; pending orders are rejected with the error. */
  close(error: Error): void {
    clearTimeout(this.#idle);
    this.#place?.end();
    this.#fail(error);
  }

  #begin(): Workplace {
    const place = this.#open({
      onAnswer: (answer) => this.#settle(answer),
      onEnd: (error) => (this.#place === place ? this.#fail(error) : undefined),
    });
    return place;
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
    if (this.#waiting.size > 0) return;
    this.#place?.release();
    if (this.isBehind) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#dismiss(), idleMs).unref();
  }

  #dismiss(): void {
    this.#place?.end();
    this.#place = undefined;
  }

  /** Rejects pending orders because the workplace is gone; the next order begins anew. */
  #fail(error: unknown): void {
    this.#place = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    this.#abandoned.clear();
  }
}
