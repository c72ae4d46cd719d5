/** Messages of one chunk: so many are moved at most when one is removed. */
const chunkMessages = 512;
const firstMessages = 4;
/** Words of one message: its `seq`, and a number that tells more about it. */
const width = 2;

interface Chunk {
  words: Uint32Array;
  /** Number of its messages. */
  length: number;
}

/** The part of a list to be counted. */
export interface ListedPart {
  /** Exclusive. */
  readonly after: number;
  /** Inclusive. @default the end of the list */
  readonly upto?: number | undefined;
  readonly counts: (about: number) => boolean;
  /** The number at which counting stops. */
  readonly most: number;
  /** The most messages that are looked at. */
  readonly look: number;
}

/** A list of messages by `seq`, ascending, eight bytes each, with a number about each of them. */
export class MessageList {
  readonly #chunks: Chunk[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** `seq` of the newest message, 0 for none. */
  get last(): number {
    const chunk = this.#chunks.at(-1);
    return chunk ? seqAt(chunk, chunk.length - 1) : 0;
  }

  /** Adds a message that is newer than all others. */
  push(seq: number, about: number): void {
    let chunk = this.#chunks.at(-1);
    if (!chunk || chunk.length === chunkMessages) {
      chunk = { words: new Uint32Array(firstMessages * width), length: 0 };
      this.#chunks.push(chunk);
    } else if (chunk.length * width === chunk.words.length) chunk.words = longer(chunk.words);
    chunk.words[chunk.length * width] = seq;
    chunk.words[chunk.length * width + 1] = about;
    chunk.length += 1;
    this.#length += 1;
  }

  /** Adds a message anywhere. */
  insert(seq: number, about: number): void {
    const newer: [number, number][] = [];
    while (this.last > seq) newer.push(this.#pop());
    this.push(seq, about);
    for (const [later, aboutLater] of newer.toReversed()) this.push(later, aboutLater);
  }

  /** Returns the number about a message, undefined where it is not listed. */
  about(seq: number): number | undefined {
    const [chunk, index] = this.#find(seq) ?? [];
    return chunk && chunk.words[(index ?? 0) * width + 1];
  }

  /** Changes the number about a message that is listed. */
  set(seq: number, about: number): void {
    const [chunk, index = 0] = this.#find(seq) ?? [];
    if (chunk) chunk.words[index * width + 1] = about;
  }

  /** Removes a message; returns whether it was listed. */
  remove(seq: number): boolean {
    const [chunk, index = 0] = this.#find(seq) ?? [];
    if (!chunk) return false;
    chunk.words.copyWithin(index * width, (index + 1) * width, chunk.length * width);
    chunk.length -= 1;
    this.#length -= 1;
    if (chunk.length === 0) this.#chunks.splice(this.#chunks.indexOf(chunk), 1);
    return true;
  }

  /** Counts the newest messages. */
  count({ after, upto = Infinity, counts, most, look }: ListedPart): number {
    let count = 0;
    let looked = 0;
    for (let place = this.#chunks.length - 1; place >= 0; place -= 1) {
      const { words, length } = this.#chunks[place] ?? { words: new Uint32Array(0), length: 0 };
      for (let at = (length - 1) * width; at >= 0; at -= width) {
        const seq = words[at] ?? 0;
        if (seq <= after || count === most || looked === look) return count;
        looked += 1;
        if (seq <= upto && counts(words[at + 1] ?? 0)) count += 1;
      }
    }
    return count;
  }

  /** Copies the list into memory of its length. */
  save(words: Uint32Array): void {
    let at = 0;
    for (const { words: own, length } of this.#chunks) {
      words.set(own.subarray(0, length * width), at);
      at += length * width;
    }
  }

  /** Returns a saved list, which keeps that memory. */
  static load(saved: Uint32Array): MessageList {
    const list = new MessageList();
    for (let at = 0; at < saved.length; at += chunkMessages * width) {
      const words = saved.subarray(at, at + chunkMessages * width);
      list.#chunks.push({ words, length: words.length / width });
    }
    list.#length = saved.length / width;
    return list;
  }

  #pop(): [number, number] {
    const seq = this.last;
    const about = this.about(seq) ?? 0;
    this.remove(seq);
    return [seq, about];
  }

  #find(seq: number): readonly [Chunk, number] | undefined {
    const { length } = this.#chunks;
    const place = firstWhere(length, (at) => seqAt(this.#chunks[at], 0) > seq) - 1;
    const chunk = this.#chunks[place];
    if (!chunk) return undefined;
    const index = firstWhere(chunk.length, (at) => seqAt(chunk, at) >= seq);
    return index < chunk.length && seqAt(chunk, index) === seq ? [chunk, index] : undefined;
  }
}

const seqAt = (chunk: Chunk | undefined, index: number): number => chunk?.words[index * width] ?? 0;

/** The first of ascending places at which something holds; `length` where it holds nowhere. */
const firstWhere = (length: number, holds: (index: number) => boolean): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

const longer = (words: Uint32Array): Uint32Array => {
  const copy = new Uint32Array(Math.min(words.length * 4, chunkMessages * width));
  copy.set(words);
  return copy;
};
