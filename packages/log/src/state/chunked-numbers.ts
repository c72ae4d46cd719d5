const chunkLength = 1024;
const firstLength = 4;

/** A growing list of numbers from 0 to 2^32 - 1, four bytes each, that is never copied as a whole. */
export class ChunkedNumbers {
  readonly #full: Uint32Array[] = [];
  #last: Uint32Array = new Uint32Array(firstLength);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The number at an index; 0 outside of the list. */
  at(index: number): number {
    if (index < 0 || index >= this.#length) return 0;
    const chunk = this.#full[Math.floor(index / chunkLength)] ?? this.#last;
    return chunk[index % chunkLength] ?? 0;
  }

  push(value: number): void {
    const place = this.#length % chunkLength;
    if (place === this.#last.length) this.#last = longer(this.#last);
    this.#last[place] = value;
    this.#length += 1;
    if (place < chunkLength - 1) return;
    this.#full.push(this.#last);
    this.#last = new Uint32Array(firstLength);
  }

  /** Index of the first number greater than `value` in an ascending list. */
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

  /** Copies the numbers into memory of their length. */
  save(numbers: Uint32Array): void {
    for (const [index, chunk] of this.#full.entries()) numbers.set(chunk, index * chunkLength);
    const rest = this.#length % chunkLength;
    numbers.set(this.#last.subarray(0, rest), this.#length - rest);
  }

  /** Replaces the list by saved numbers, whose memory it keeps. */
  load(numbers: Uint32Array): void {
    const rest = numbers.length % chunkLength;
    const fullEnd = numbers.length - rest;
    this.#full.length = 0;
    for (let start = 0; start < fullEnd; start += chunkLength) {
      this.#full.push(numbers.subarray(start, start + chunkLength));
    }
    this.#last = new Uint32Array(firstLength);
    this.#length = fullEnd;
    for (let index = fullEnd; index < numbers.length; index += 1) this.push(numbers[index] ?? 0);
  }
}

const longer = (numbers: Uint32Array): Uint32Array => {
  const copy = new Uint32Array(Math.min(numbers.length * 4, chunkLength));
  copy.set(numbers);
  return copy;
};
