import { clientOf, type ClientNumbers } from "./client-numbers.ts";

/** Numbers of newcomers, if one process alone gives them. */
export class LocalClientNumbers implements ClientNumbers {
  readonly #highest: () => number;
  #last = 0;

  /** @param highest - the highest that log and store know so far */
  constructor(highest: () => number) {
    this.#highest = highest;
  }

  next(): Promise<string> {
    this.#last = Math.max(this.#last, this.#highest()) + 1;
    return Promise.resolve(clientOf(this.#last));
  }
}
