import type { Duplex } from "node:stream";

/** The numbers of connections that may be open at once. */
export interface Caps {
  readonly perAddress: number;
  readonly inAll: number;
}

/** A limited number of slots, and of slots for each address. */
export class ConnectionSlots {
  readonly #caps: Caps;
  readonly #taken = new Map<string, number>();
  #inAll = 0;

  constructor(caps: Caps) {
    this.#caps = caps;
  }

  /** Takes a slot until the socket closes or it is given back; returns undefined if there is none. */
  take(addressKey: string, socket: Duplex): (() => void) | undefined {
    const taken = this.#taken.get(addressKey) ?? 0;
    if (taken >= this.#caps.perAddress || this.#inAll >= this.#caps.inAll) return undefined;
    this.#taken.set(addressKey, taken + 1);
    this.#inAll += 1;
    const giveBack = (): void => {
      socket.off("close", giveBack);
      this.#release(addressKey);
    };
    socket.once("close", giveBack);
    return giveBack;
  }

  #release(addressKey: string): void {
    const taken = (this.#taken.get(addressKey) ?? 1) - 1;
    if (taken === 0) this.#taken.delete(addressKey);
    else this.#taken.set(addressKey, taken);
    this.#inAll -= 1;
  }
}
