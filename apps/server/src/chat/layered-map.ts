import type { Facts } from "./state.ts";

/** A changed value; `undefined` stands for a deleted one. */
interface Change<Value> {
  readonly value: Value | undefined;
}

/** Changes over a map that itself stays unchanged. */
export class LayeredMap<Key, Value> implements Facts<Key, Value> {
  readonly #below: () => Facts<Key, Value> | undefined;
  readonly #note: (undo: () => void) => void;
  // Most maps of most rooms are never changed.
  #changes: Map<Key, Change<Value>> | undefined;

  constructor(below: () => Facts<Key, Value> | undefined, note: (undo: () => void) => void) {
    this.#below = below;
    this.#note = note;
  }

  get(key: Key): Value | undefined {
    const change = this.#changes?.get(key);
    return change ? change.value : this.#below()?.get(key);
  }

  has(key: Key): boolean {
    const change = this.#changes?.get(key);
    return change ? change.value !== undefined : (this.#below()?.has(key) ?? false);
  }

  set(key: Key, value: Value): void {
    this.#change(key, value);
  }

  delete(key: Key): boolean {
    const isThere = this.has(key);
    if (isThere) this.#change(key, undefined);
    return isThere;
  }

  get size(): number {
    const below = this.#below();
    let size = below?.size ?? 0;
    if (!this.#changes) return size;
    for (const [key, { value }] of this.#changes)
      size += Number(value !== undefined) - Number(below?.has(key) ?? false);
    return size;
  }

  *keys(): Generator<Key> {
    const below = this.#below();
    for (const key of below?.keys() ?? []) if (this.has(key)) yield key;
    for (const [key, { value }] of this.#changes ?? [])
      if (value !== undefined && !below?.has(key)) yield key;
  }

  #change(key: Key, value: Value | undefined): void {
    const changes = (this.#changes ??= new Map());
    const change = { value };
    changes.set(key, change);
    this.#note(() => {
      if (changes.get(key) === change) changes.delete(key);
    });
  }
}
