const firstArena = 1 << 14;
const firstCapacity = 1 << 10;
/** Bytes of the longest word that is distinguished from others. */
export const longestWord = 120;

/** How often each word was said. */
export interface WordCounts {
  /** The words, one after the other, in UTF-8. */
  readonly bytes: Uint8Array;
  readonly lengths: Uint8Array;
  readonly counts: Uint32Array;
  /** No count is short by more than this; 0 when all counts are exact. */
  readonly shortBy: number;
}

/**
 * Counts words in bounded memory. While there are fewer different ones than `capacity` the counts are exact; when they
 * become too many, the rare half is forgotten, and `shortBy` tells how often a forgotten word may have been said.
 */
export class WordTable {
  readonly #mostWords: number;
  #capacity = 0;
  #mask = 0;
  #slots = new Int32Array(0);
  #offsets = new Int32Array(0);
  #lengths = new Uint8Array(0);
  #hashes = new Int32Array(0);
  #counts = new Uint32Array(0);
  #arena = new Uint8Array(firstArena);
  #used = 0;
  #size = 0;
  #shortBy = 0;

  /** Counts so many different words; rounded up to a power of two. */
  constructor(mostWords = 1 << 17) {
    this.#mostWords = mostWords;
    this.#widen(Math.min(mostWords, firstCapacity));
  }

  add(word: Uint8Array, length: number, hash: number): void {
    const arena = this.#arena;
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    for (;;) {
      const index = this.#slots[slot] ?? -1;
      if (index < 0) break;
      if (this.#hashes[index] === hash && this.#lengths[index] === length) {
        const offset = this.#offsets[index] ?? 0;
        let same = 0;
        while (same < length && arena[offset + same] === word[same]) same += 1;
        if (same === length) {
          this.#counts[index] = (this.#counts[index] ?? 0) + 1;
          return;
        }
      }
      slot = (slot + 1) & this.#mask;
    }
    if (this.#size === this.#capacity) {
      if (this.#capacity < this.#mostWords) this.#widen(this.#capacity * 2);
      else this.#forgetRare();
      return this.add(word, length, hash);
    }
    this.#slots[slot] = this.#append(word.subarray(0, length), hash, 1);
  }

  /** Everything counted so far, as arrays that can go to another thread. */
  counts(): WordCounts {
    return {
      bytes: this.#arena.slice(0, this.#used),
      lengths: this.#lengths.slice(0, this.#size),
      counts: this.#counts.slice(0, this.#size),
      shortBy: this.#shortBy,
    };
  }

  #widen(capacity: number): void {
    const wider = <Numbers extends Int32Array | Uint8Array | Uint32Array>(
      numbers: Numbers,
      old: Numbers,
    ): Numbers => {
      numbers.set(old);
      return numbers;
    };
    this.#capacity = capacity;
    this.#mask = capacity * 2 - 1;
    this.#offsets = wider(new Int32Array(capacity), this.#offsets);
    this.#lengths = wider(new Uint8Array(capacity), this.#lengths);
    this.#hashes = wider(new Int32Array(capacity), this.#hashes);
    this.#counts = wider(new Uint32Array(capacity), this.#counts);
    this.#slots = new Int32Array(capacity * 2).fill(-1);
    for (let index = 0; index < this.#size; index += 1) this.#slots[this.#emptySlot(index)] = index;
  }

  /** The slot of the hash table for a word that is not in it yet. */
  #emptySlot(index: number): number {
    const hash = this.#hashes[index] ?? 0;
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & this.#mask;
    return slot;
  }

  #append(word: Uint8Array, hash: number, count: number): number {
    if (this.#used + word.length > this.#arena.length) {
      const larger = new Uint8Array(this.#arena.length * 2);
      larger.set(this.#arena);
      this.#arena = larger;
    }
    const index = this.#size;
    this.#arena.set(word, this.#used);
    this.#offsets[index] = this.#used;
    this.#lengths[index] = word.length;
    this.#hashes[index] = hash;
    this.#counts[index] = count;
    this.#used += word.length;
    this.#size += 1;
    return index;
  }

  #forgetRare(): void {
    const size = this.#size;
    const old = this.#arena;
    const middle = this.#counts.slice(0, size).sort()[size >> 1] ?? 0;
    this.#arena = new Uint8Array(old.length);
    this.#slots.fill(-1);
    this.#size = 0;
    this.#used = 0;
    this.#shortBy += middle;
    for (let index = 0; index < size; index += 1) {
      const count = this.#counts[index] ?? 0;
      if (count <= middle) continue;
      const offset = this.#offsets[index] ?? 0;
      const length = this.#lengths[index] ?? 0;
      const kept = this.#append(old.subarray(offset, offset + length), this.#hashes[index] ?? 0, count);
      this.#slots[this.#emptySlot(kept)] = kept;
    }
  }
}
