import { release } from "../memory.ts";

const firstCapacity = 16;
const growth = 1.5;
const fullness = 0.75;

/**
 * Numbers under 32-bit tags: an open-addressing hash table with eight bytes per slot. A tag is stored near
 * the slot proportional to it, so that a table may have any capacity and grows by less than doubling.
 */
export class TagTable {
  #tags: Uint32Array = new Uint32Array(firstCapacity);
  /** 0 for a free slot. */
  #values: Uint32Array = new Uint32Array(firstCapacity);
  #count = 0;

  /** Adds a value of at least 1; a tag MAY have many. */
  add(tag: number, value: number): void {
    if (this.#count >= this.#values.length * fullness) this.#grow();
    this.#place(tag, value);
    this.#count += 1;
  }

  /** Whether a tag has any value. */
  has(tag: number): boolean {
    for (let slot = this.#slotOf(tag); this.#values[slot] !== 0; slot = this.#next(slot)) {
      if (this.#tags[slot] === tag) return true;
    }
    return false;
  }

  /** Every value of a tag, ascending. */
  find(tag: number): number[] {
    const found: number[] = [];
    for (let slot = this.#slotOf(tag); this.#values[slot] !== 0; slot = this.#next(slot)) {
      if (this.#tags[slot] === tag) found.push(this.#values[slot] ?? 0);
    }
    return found.sort((a, b) => a - b);
  }

  /** The number of bytes that `save` needs. */
  get savedLength(): number {
    return (2 + 2 * this.#values.length) * Uint32Array.BYTES_PER_ELEMENT;
  }

  /** Copies the table into memory of that length. */
  save(words: Uint32Array): void {
    const capacity = this.#values.length;
    words.set([capacity, this.#count]);
    words.set(this.#tags, 2);
    words.set(this.#values, 2 + capacity);
  }

  /** Replaces the table by a saved one and its memory. @throws {RangeError} the words are not a table */
  load(words: Uint32Array): void {
    const [capacity = 0, count = 0] = words;
    if (words.length !== 2 + 2 * capacity || count >= capacity) {
      throw new RangeError("the saved table has another length");
    }
    this.#tags = words.subarray(2, 2 + capacity);
    this.#values = words.subarray(2 + capacity);
    this.#count = count;
  }

  #slotOf(tag: number): number {
    return Math.floor((tag / 2 ** 32) * this.#values.length);
  }

  #next(slot: number): number {
    return slot + 1 < this.#values.length ? slot + 1 : 0;
  }

  #place(tag: number, value: number): void {
    let slot = this.#slotOf(tag);
    while (this.#values[slot] !== 0) slot = this.#next(slot);
    this.#tags[slot] = tag;
    this.#values[slot] = value;
  }

  #grow(): void {
    const tags = this.#tags;
    const values = this.#values;
    const capacity = Math.ceil(values.length * growth);
    this.#tags = new Uint32Array(capacity);
    this.#values = new Uint32Array(capacity);
    for (let slot = 0; slot < values.length; slot += 1) {
      if (values[slot] !== 0) this.#place(tags[slot] ?? 0, values[slot] ?? 0);
    }
    release(tags);
    release(values);
  }
}
