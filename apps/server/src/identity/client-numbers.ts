const prefix = "Client_";

/** `N` of `Client_N`; 0 for anybody else. */
export const numberOf = (clientId: string): number =>
  clientId.startsWith(prefix) ? Number(/^\d+$/u.exec(clientId.slice(prefix.length))?.[0] ?? 0) : 0;

/**
 * Gives each newcomer a number that nobody had before: above all that the log and the store of accounts know, whichever
 * of them has lost its end (IDN-3). A number whose owner was refused afterwards is not given again.
 */
export class ClientNumbers {
  readonly #highest: () => number;
  #last = 0;

  /** @param highest - the highest that is known so far */
  constructor(highest: () => number) {
    this.#highest = highest;
  }

  next(): string {
    this.#last = Math.max(this.#last, this.#highest()) + 1;
    return `${prefix}${this.#last}`;
  }
}
