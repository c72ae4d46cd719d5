import { setFlagsFromString } from "node:v8";
import type { LogReader } from "@beseda/log";
import { generous as generousFlag, thrifty as thriftyFlag } from "../v8-flags.js";

export interface HeapTuningOptions {
  readonly log: Pick<LogReader, "onCommit">;
  /** Sets an option of V8. @default that of this process */
  readonly set?: (flag: string) => void;
}

/** The number of newcomers between two checks that counts as a rush. */
const rush = 20;
const lookMs = 2000;

/**
 * V8 is started with memory-saving options (decision 0008), so that a rush of people leaves no more memory
 * behind than they take. But with these it also marks the whole heap again and again while only messages come
 * and go, which costs a tenth of a broadcast and saves nothing. So it saves memory in a rush, and is generous
 * after it.
 */
export class HeapTuning {
  readonly #set: (flag: string) => void;
  readonly #stopListening: () => void;
  readonly #timer: NodeJS.Timeout;
  #isThrifty = true;
  #newcomers = 0;

  constructor({ log, set = setFlagsFromString }: HeapTuningOptions) {
    this.#set = set;
    this.#stopListening = log.onCommit((entries) => {
      for (const { record } of entries) if (record.type === "connected") this.#newcomers += 1;
      if (this.#newcomers >= rush) this.#be(true);
    });
    this.#timer = setInterval(() => {
      this.#be(this.#newcomers >= rush);
      this.#newcomers = 0;
    }, lookMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stopListening();
  }

  #be(thrifty: boolean): void {
    if (thrifty === this.#isThrifty) return;
    this.#isThrifty = thrifty;
    this.#set(thrifty ? thriftyFlag : generousFlag);
  }
}
