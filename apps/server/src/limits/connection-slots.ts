import type { Duplex } from "node:stream";

/** Connections that may be open at once. */
export interface Caps {
  readonly perAddress: number;
  readonly inAll: number;
}

/** So many places, and so many of them for each customer. */
export class ConnectionSlots {
  readonly #caps: Caps;
  readonly #taken = new Map<string, number>();
  #inAll = 0;

  constructor(caps: Caps) {
    this.#caps = caps;
  }

  /** Takes a place until the socket closes or it is given back; undefined where there is none. */
  take(customer: string, socket: Duplex): (() => void) | undefined {
    const taken = this.#taken.get(customer) ?? 0;
    if (taken >= this.#caps.perAddress || this.#inAll >= this.#caps.inAll) return undefined;
    this.#taken.set(customer, taken + 1);
    this.#inAll += 1;
    const giveBack = (): void => {
      socket.off("close", giveBack);
      this.#release(customer);
    };
    socket.once("close", giveBack);
    return giveBack;
  }

  #release(customer: string): void {
    const taken = (this.#taken.get(customer) ?? 1) - 1;
    if (taken === 0) this.#taken.delete(customer);
    else this.#taken.set(customer, taken);
    this.#inAll -= 1;
  }
}
