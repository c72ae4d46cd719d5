/** Strings that come again and again, as numbers: 0, 1, 2 … in the order of their first use. */
export class Dictionary {
  readonly #values: string[] = [];
  readonly #indexes = new Map<string, number>();

  get size(): number {
    return this.#values.length;
  }

  index(value: string): number {
    const known = this.#indexes.get(value);
    if (known !== undefined) return known;
    const index = this.#values.push(value) - 1;
    this.#indexes.set(value, index);
    return index;
  }

  value(index: number): string {
    return this.#values[index] ?? "";
  }
}

/** What the numbers in a `Row` stand for. */
export interface Names {
  readonly clients: Dictionary;
  readonly rooms: Dictionary;
}

export const emptyNames = (): Names => ({ clients: new Dictionary(), rooms: new Dictionary() });
