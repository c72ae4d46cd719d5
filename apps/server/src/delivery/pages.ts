import type { Outlet } from "./outlet.ts";

/**
 * Reads pages of history that clients ask for: one at a time per connection, the next one when the previous
 * one is on its way. A client that asks for a hundred at once costs no more memory than one that asks for one
 * (DEL-11).
 */
export class Pages {
  readonly #last = new WeakMap<Outlet, Promise<void>>();

  async inTurn<Page>(outlet: Outlet, read: () => Promise<Page>): Promise<Page> {
    const before = this.#last.get(outlet);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last.set(outlet, promise);
    try {
      await before;
      await outlet.drained();
      return await read();
    } finally {
      // The answer has been queued by then.
      setImmediate(resolve);
    }
  }
}
