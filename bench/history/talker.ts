import { setTimeout as sleep } from "node:timers/promises";
import type { Sender } from "../acks/sender.ts";

/** Somebody who says so many messages a second, evenly, until it is disposed of; one that is late waits for no answer. */
export class Talker implements AsyncDisposable {
  readonly #sender: Sender;
  readonly #perSecond: number;
  readonly #done: Promise<void>;
  #isOver = false;

  constructor(sender: Sender, perSecond: number) {
    this.#sender = sender;
    this.#perSecond = perSecond;
    this.#done = this.#talk();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#done;
    this.#sender.close();
  }

  async #talk(): Promise<void> {
    const began = performance.now();
    for (let said = 0; !this.#isOver; said += 1) {
      const dueMs = (said * 1000) / this.#perSecond - (performance.now() - began);
      if (dueMs > 0) await sleep(dueMs);
      await this.#sender.say("x".repeat(80));
    }
  }
}
