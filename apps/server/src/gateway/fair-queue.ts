/** A first-in, first-out queue; both ends cost the same however many items there are. */
class Fifo<Item> {
  #items: Item[] = [];
  #taken = 0;

  get isEmpty(): boolean {
    return this.#taken === this.#items.length;
  }

  add(item: Item): void {
    this.#items.push(item);
  }

  take(): Item | undefined {
    const item = this.#items[this.#taken];
    this.#taken += 1;
    // Half of the array is taken: each item is moved once at the most.
    if (this.#taken * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }
    return item;
  }
}

/**
 * Fair queuing: items come out by turns of their keys, and within a key in the order in which they came.
 * However many items of one key wait, an item of another key has at most one of them before it.
 */
export class FairQueue<Item> {
  readonly #byKey = new Map<string, Fifo<Item>>();
  readonly #round = new Fifo<string>();

  get isEmpty(): boolean {
    return this.#round.isEmpty;
  }

  add(key: string, item: Item): void {
    let items = this.#byKey.get(key);
    if (!items) {
      this.#byKey.set(key, (items = new Fifo()));
      this.#round.add(key);
    }
    items.add(item);
  }

  take(): Item | undefined {
    if (this.isEmpty) return undefined;
    const key = this.#round.take() ?? "";
    const items = this.#byKey.get(key);
    const item = items?.take();
    if (items?.isEmpty) this.#byKey.delete(key);
    else this.#round.add(key);
    return item;
  }
}
