const chunkLength = 1024;

/** A growing list of numbers from 0 to 2^32 - 1 that costs four bytes each and is never copied. */
export class ChunkedNumbers {
  readonly #chunks: Uint32Array[] = [];
  #tail = new Uint32Array(4);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    const chunk = this.#chunks[Math.floor(index / chunkLength)] ?? this.#tail;
    return chunk[index % chunkLength] ?? 0;
  }

  push(value: number): void {
    const place = this.#length % chunkLength;
    if (place === this.#tail.length) this.#grow();
    this.#tail[place] = value;
    this.#length += 1;
    if (place === chunkLength - 1) {
      this.#chunks.push(this.#tail);
      this.#tail = new Uint32Array(4);
    }
  }

  /** Index of the first number that is greater than `value`, in a list that ascends. */
  firstAbove(value: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) > value) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #grow(): void {
    const longer = new Uint32Array(Math.min(this.#tail.length * 4, chunkLength));
    longer.set(this.#tail);
    this.#tail = longer;
  }
}
