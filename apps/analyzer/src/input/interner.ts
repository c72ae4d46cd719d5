import { mixed } from "./bytes.ts";

const slots = 1 << 15;
const newline = 0x0a;

/**
 * Gives the strings of a batch numbers 0, 1, 2 … by their bytes, without making a string of any but the first.
 * It remembers where in the buffer it saw them first, so it MUST be emptied before those bytes change.
 */
export class Interner {
  readonly #slots = new Int32Array(slots).fill(-1);
  readonly #offsets = new Int32Array(slots);
  readonly #lengths = new Int32Array(slots);
  readonly #hashes = new Int32Array(slots);
  /** Strings that are in no buffer, by value. */
  readonly #made = new Map<string, number>();
  #bytes: Buffer = Buffer.alloc(0);
  #view = new DataView<ArrayBufferLike>(new ArrayBuffer(0));
  #size = 0;

  /** Whether the batch should be handed on before more strings come. */
  get isFull(): boolean {
    return this.#size > slots / 2;
  }

  /** Whether these are the bytes that strings are in. */
  isIn(bytes: Buffer): boolean {
    return bytes === this.#bytes;
  }

  /** The number of the string in `bytes[start..end)`. */
  index(start: number, end: number): number {
    const length = end - start;
    const hash = this.#hashOf(start, end);
    for (let slot = hash & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const index = this.#slots[slot] ?? -1;
      if (index < 0) return this.#add(slot, { start, length, hash });
      if (this.#hashes[index] === hash && this.#lengths[index] === length) {
        if (this.#isSame(this.#offsets[index] ?? 0, start, length)) return index;
      }
    }
  }

  /** The number of a string that was decoded already. */
  indexOf(text: string): number {
    const known = this.#made.get(text);
    if (known !== undefined) return known;
    const index = this.#size;
    this.#size += 1;
    this.#lengths[index] = -1;
    this.#made.set(text, index);
    return index;
  }

  /** The string of a number. */
  text(index: number): string {
    const length = this.#lengths[index] ?? -1;
    const offset = this.#offsets[index] ?? 0;
    if (length >= 0) return this.#bytes.toString("utf8", offset, offset + length);
    for (const [text, known] of this.#made) if (known === index) return text;
    return "";
  }

  /** All strings by their numbers. Empties the interner. */
  take(): string[] {
    const strings = this.#decode();
    const made = [...this.#made];
    for (const [text, index] of made) strings[index] = text;
    this.#made.clear();
    this.#slots.fill(-1);
    this.#size = 0;
    return strings;
  }

  /** From now on strings are in these bytes, of which four more than the last string MUST be readable. */
  use(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** One long string is decoded and cut: much faster than many short ones. JSON has no raw newline in a string. */
  #decode(): string[] {
    const size = this.#size;
    if (size === 0) return [];
    let total = size;
    for (let index = 0; index < size; index += 1) total += Math.max(0, this.#lengths[index] ?? 0);
    const joined = Buffer.allocUnsafe(total);
    let at = 0;
    for (let index = 0; index < size; index += 1) {
      const start = this.#offsets[index] ?? 0;
      const length = Math.max(0, this.#lengths[index] ?? 0);
      for (let byte = 0; byte < length; byte += 1) joined[at + byte] = this.#bytes[start + byte] ?? 0;
      at += length;
      joined[at] = newline;
      at += 1;
    }
    return joined.toString("utf8", 0, total - 1).split("\n");
  }

  #hashOf(start: number, end: number): number {
    const view = this.#view;
    let hash = 0;
    let at = start;
    for (; at + 4 <= end; at += 4) hash = mixed(hash, view.getInt32(at, true));
    return at === end ? hash : mixed(hash, view.getInt32(at, true) & ((1 << ((end - at) * 8)) - 1));
  }

  #isSame(known: number, start: number, length: number): boolean {
    const view = this.#view;
    let at = 0;
    for (; at + 4 <= length; at += 4) {
      if (view.getInt32(known + at, true) !== view.getInt32(start + at, true)) return false;
    }
    const rest = length - at;
    if (rest === 0) return true;
    return (
      ((view.getInt32(known + at, true) ^ view.getInt32(start + at, true)) & ((1 << (rest * 8)) - 1)) === 0
    );
  }

  #add(slot: number, { start, length, hash }: { start: number; length: number; hash: number }): number {
    const index = this.#size;
    this.#size += 1;
    this.#slots[slot] = index;
    this.#offsets[index] = start;
    this.#lengths[index] = length;
    this.#hashes[index] = hash;
    return index;
  }
}
