import type { Strings } from "./batch.ts";
import { byte, firstOf, mixed, padding, specialIn } from "./bytes.ts";

const slots = 1 << 15;
const mostStrings = slots / 2;
const firstArena = 1 << 16;
/** More bytes of strings than this are not carried from batch to batch. */
const mostBytes = 1 << 21;
/** The facts kept of a string: its hash, its length and where it begins in the arena. */
const facts = 4;
const hashAt = 0;
const lengthAt = 1;
const offsetAt = 2;
/** Length of a string that is not in the arena. */
const made = -1;

/** The result of `read` for a string that has escapes or no end. */
export const unplain = -1;

/**
 * Gives strings numbers 0, 1, 2 … by their bytes, and makes a string of each once. It goes on from batch to batch, so
 * that most strings of a batch are known already, and begins anew when it has become too large.
 */
export class Interner {
  /** The place after the string that was read last: that of its quote. */
  end = 0;

  readonly #slots = new Int32Array(slots).fill(-1);
  readonly #facts = new Int32Array(mostStrings * facts);
  /** The bytes of all strings, with `padding` after them. */
  #arena = new DataView(new ArrayBuffer(firstArena));
  #used = 0;
  /** Strings that are in no buffer, by value. */
  readonly #made = new Map<string, number>();
  #bytes: Buffer = Buffer.alloc(0);
  #view = new DataView<ArrayBufferLike>(new ArrayBuffer(0));
  #size = 0;
  /** The strings by their numbers, as far as they were asked for. */
  readonly #strings: { readonly texts: string[]; edition: number } = { texts: [], edition: 0 };

  /** Whether the batch should be handed on before more strings come. A record has fewer than a thousand. */
  get isFull(): boolean {
    return this.#size > mostStrings - 1000 || this.#used > mostBytes;
  }

  /** Whether these are the bytes that strings are in. */
  isIn(bytes: Buffer): boolean {
    return bytes === this.#bytes;
  }

  /** The number of the string from `start` to the next quote; `unplain` when something else stands before that. */
  read(start: number): number {
    const view = this.#view;
    let hash = 0;
    for (let at = start; ; at += 4) {
      const word = view.getInt32(at, true);
      const special = specialIn(word);
      if (special === 0) {
        hash = mixed(hash, word);
        continue;
      }
      const rest = firstOf(special);
      const end = at + rest;
      if (view.getUint8(end) !== byte.quote) return unplain;
      this.end = end;
      if (rest > 0) hash = mixed(hash, word & ((1 << (rest * 8)) - 1));
      return this.#find(start, end - start, hash);
    }
  }

  /** The number of the string in `bytes[start..end)`. */
  index(start: number, end: number): number {
    return this.#find(start, end - start, this.#hashOf(start, end));
  }

  /** The number of a string that was decoded already. */
  indexOf(text: string): number {
    const known = this.#made.get(text);
    if (known !== undefined) return known;
    const index = this.#size;
    this.#size += 1;
    this.#facts[index * facts + lengthAt] = made;
    this.#made.set(text, index);
    // The strings before it are decoded first, so that it is in its place.
    this.#decode(index);
    this.#strings.texts.push(text);
    return index;
  }

  /** The string of a number. */
  text(index: number): string {
    this.#decode(this.#size);
    return this.#strings.texts[index] ?? "";
  }

  /** All strings by their numbers. */
  strings(): Strings {
    this.#decode(this.#size);
    return this.#strings;
  }

  /** Starts over if it has become too large. Numbers given before are no longer valid then. */
  relieve(): void {
    if (!this.isFull) return;
    this.#slots.fill(-1);
    this.#made.clear();
    this.#size = 0;
    this.#used = 0;
    this.#strings.texts.length = 0;
    this.#strings.edition += 1;
    if (this.#arena.byteLength > mostBytes * 2) this.#arena = new DataView(new ArrayBuffer(firstArena));
  }

  /** From now on strings are in these bytes, of which `padding` more than the last string MUST be readable. */
  use(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /**
   * Makes the strings before a number that are not made yet. One long string is decoded and cut: much faster than many
   * short ones. JSON has no raw newline in a string.
   */
  #decode(end: number): void {
    const { texts } = this.#strings;
    const from = texts.length;
    if (from === end) return;
    let total = 0;
    for (let index = from; index < end; index += 1) total += 1 + (this.#facts[index * facts + lengthAt] ?? 0);
    const joined = Buffer.allocUnsafe(total);
    let at = 0;
    for (let index = from; index < end; index += 1) {
      const length = this.#facts[index * facts + lengthAt] ?? 0;
      const offset = this.#facts[index * facts + offsetAt] ?? 0;
      for (let next = 0; next < length; next += 1) joined[at + next] = this.#arena.getUint8(offset + next);
      at += length;
      joined[at] = byte.newline;
      at += 1;
    }
    for (const text of joined.toString("utf8", 0, total - 1).split("\n")) texts.push(text);
  }

  #hashOf(start: number, end: number): number {
    const view = this.#view;
    let hash = 0;
    let at = start;
    for (; at + 4 <= end; at += 4) hash = mixed(hash, view.getInt32(at, true));
    return at === end ? hash : mixed(hash, view.getInt32(at, true) & ((1 << ((end - at) * 8)) - 1));
  }

  #find(start: number, length: number, hash: number): number {
    for (let slot = hash & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const index = this.#slots[slot] ?? -1;
      if (index < 0) return this.#add(slot, { start, length, hash });
      const fact = index * facts;
      if (this.#facts[fact + hashAt] === hash && this.#facts[fact + lengthAt] === length) {
        if (this.#isSame(this.#facts[fact + offsetAt] ?? 0, start, length)) return index;
      }
    }
  }

  #isSame(known: number, start: number, length: number): boolean {
    const view = this.#view;
    const arena = this.#arena;
    let at = 0;
    for (; at + 4 <= length; at += 4) {
      if (arena.getInt32(known + at, true) !== view.getInt32(start + at, true)) return false;
    }
    const rest = length - at;
    if (rest === 0) return true;
    return (
      ((arena.getInt32(known + at, true) ^ view.getInt32(start + at, true)) & ((1 << (rest * 8)) - 1)) === 0
    );
  }

  #add(slot: number, { start, length, hash }: { start: number; length: number; hash: number }): number {
    const index = this.#size;
    const offset = this.#used;
    this.#reserve(offset + length + padding);
    const arena = this.#arena;
    for (let at = 0; at < length; at += 4)
      arena.setInt32(offset + at, this.#view.getInt32(start + at, true), true);
    this.#size += 1;
    this.#used += length;
    this.#slots[slot] = index;
    this.#facts[index * facts + hashAt] = hash;
    this.#facts[index * facts + lengthAt] = length;
    this.#facts[index * facts + offsetAt] = offset;
    return index;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#arena.byteLength) return;
    const larger = new Uint8Array(Math.max(bytes, this.#arena.byteLength * 2));
    larger.set(new Uint8Array(this.#arena.buffer));
    this.#arena = new DataView(larger.buffer);
  }
}
