import { byte } from "../bytes.ts";
import { flag } from "../columns.ts";
import { endOfEmoji, endOfKeycap, mayBeEmoji, mayFrame } from "./emoji.ts";
import { endsDomain, endsLink, endsMention, question } from "./ends.ts";
import { asciiLetters, Letters } from "./letters.ts";
import { codePointAt, lengthOfSequence, writeCodePoint } from "./utf8.ts";
import { longestWord, WordTable, type WordCounts } from "./word-table.ts";

/** Counts of what was said in all messages together, in no order. */
export interface TextCounts {
  readonly words: WordCounts;
  readonly emoji: ReadonlyMap<string, number>;
  readonly domains: ReadonlyMap<string, number>;
}

const seed = 0x811c9dc5 | 0;
const prime = 0x01000193;
const at = 0x40;
const numberSign = 0x23;
const asterisk = 0x2a;
const hyphen = 0x2d;
const apostrophe = 0x27;
const lastLatin = 0x24f;
/** Letters that a text has at least to be called shouted. */
const shoutedLetters = 4;

const add = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/**
 * Reads what a person said, once, as bytes: how much it is, what kind, and which words, emoji and links are in it.
 * A word is a run of letters, digits and marks, with hyphens and apostrophes within.
 */
export class TextScanner {
  words = 0;
  characters = 0;
  emoji = 0;
  flags = 0;
  /** Same for texts of the same words. */
  hash = 0;
  /** The names that follow each `@`. */
  mentions: string[] = [];

  readonly #letters = new Letters();
  readonly #table: WordTable;
  readonly #emoji = new Map<string, number>();
  readonly #domains = new Map<string, number>();
  readonly #word = new Uint8Array(longestWord + 8);
  #bytes: Buffer = Buffer.alloc(0);
  #end = 0;
  /** Bytes and hash of the word that is being read. */
  #length = 0;
  #wordHash = seed;
  #capitals = 0;
  #smalls = 0;
  #cyrillic = 0;
  /** Letters that are neither Latin nor Cyrillic. */
  #foreign = 0;

  /** @param mostWords - how many different words are counted exactly */
  constructor(mostWords?: number) {
    this.#table = new WordTable(mostWords);
  }

  counts(): TextCounts {
    return { words: this.#table.counts(), emoji: this.#emoji, domains: this.#domains };
  }

  /** Reads valid UTF-8. */
  scan(bytes: Buffer, start: number, end: number): void {
    this.#begin(bytes, end);
    const word = this.#word;
    let place = start;
    let characters = 0;
    // The bytes of words, which most bytes are, are taken here; everything else is a call.
    while (place < end) {
      const value = bytes[place] ?? 0;
      characters += 1;
      if (value < 0x80) {
        const small = asciiLetters[value] ?? 0;
        if (small === 0) {
          place += 1;
          if (value !== byte.space || this.#length > 0) place += this.#between(value, place);
          continue;
        }
        if (small !== value) this.#capitals += 1;
        else if (small > 0x39) this.#smalls += 1;
        word[this.#length] = small;
        this.#grow(1, small);
        place += 1;
      } else if (value === 0xd0 || (value === 0xd1 && (bytes[place + 1] ?? 0) < 0xa0)) {
        this.#cyrillicLetter(value, bytes[place + 1] ?? 0);
        place += 2;
      } else place += this.#other(place);
    }
    this.#endWord();
    // A sequence of several code points counts as one character above; the rest of it was added by `#other`.
    this.characters += characters;
    this.#judge();
  }

  #begin(bytes: Buffer, end: number): void {
    this.#bytes = bytes;
    this.#end = end;
    this.words = 0;
    this.characters = 0;
    this.emoji = 0;
    this.flags = 0;
    this.hash = seed;
    if (this.mentions.length > 0) this.mentions = [];
    this.#capitals = 0;
    this.#smalls = 0;
    this.#cyrillic = 0;
    this.#foreign = 0;
  }

  #grow(count: number, value: number): void {
    this.#wordHash = Math.imul(this.#wordHash ^ value, prime);
    // A word that is too long is distinguished from others by its beginning.
    if (this.#length < longestWord) this.#length += count;
  }

  #cyrillicLetter(first: number, second: number): void {
    let lead = first;
    let tail = second;
    if (first === 0xd0 && second < 0xb0) {
      this.#capitals += 1;
      if (second >= 0x90 && second < 0xa0) tail = second + 0x20;
      else {
        lead = 0xd1;
        tail = second >= 0xa0 ? second - 0x20 : second + 0x10;
      }
    } else this.#smalls += 1;
    this.#cyrillic += 1;
    this.#word[this.#length] = lead;
    this.#word[this.#length + 1] = tail;
    this.#grow(2, (lead << 8) | tail);
  }

  #endWord(): void {
    if (this.#length === 0) return;
    this.words += 1;
    this.hash = Math.imul(this.hash ^ this.#wordHash, prime);
    this.#table.add(this.#word, this.#length, this.#wordHash);
    this.#length = 0;
    this.#wordHash = seed;
  }

  /** Takes an ASCII byte that is not a letter, with the place after it; returns how many more were taken. */
  #between(value: number, next: number): number {
    if (this.#length > 0) {
      if ((value === hyphen || value === apostrophe) && this.#continuesWord(next)) {
        this.#word[this.#length] = value;
        this.#grow(1, value);
        return 0;
      }
      if (value === byte.colon && this.#opensLink(next)) return this.#link(next);
      this.#endWord();
    } else if (value === at && this.#continuesWord(next)) return this.#mention(next);
    if (value === question) this.flags |= flag.question;
    return 0;
  }

  #continuesWord(place: number): boolean {
    const value = place < this.#end ? (this.#bytes[place] ?? 0) : 0;
    return value < 0x80
      ? (asciiLetters[value] ?? 0) !== 0
      : this.#letters.small(codePointAt(this.#bytes, place)) !== 0;
  }

  #opensLink(place: number): boolean {
    const word = this.#word;
    const isHttp = word[0] === 0x68 && word[1] === 0x74 && word[2] === 0x74 && word[3] === 0x70;
    const length = this.#length;
    if (!isHttp || !(length === 4 || (length === 5 && word[4] === 0x73))) return false;
    return (
      place + 2 < this.#end && this.#bytes[place] === byte.slash && this.#bytes[place + 1] === byte.slash
    );
  }

  /** Takes a link to its end. Its letters are not words. */
  #link(slashes: number): number {
    this.#uncount(slashes - 1 - this.#length, slashes - 1);
    this.#length = 0;
    this.#wordHash = seed;
    const domain = slashes + 2;
    const domainEnd = this.#find(domain, endsDomain);
    const end = this.#find(domainEnd, endsLink);
    if (domainEnd > domain) {
      this.flags |= flag.link;
      add(this.#domains, this.#bytes.toString("utf8", domain, domainEnd).toLowerCase());
    }
    this.#hashBytes(domain, end);
    return this.#countTaken(slashes, end);
  }

  /** Takes ASCII letters back that turned out not to be a part of a word. */
  #uncount(start: number, end: number): void {
    for (let place = start; place < end; place += 1) {
      const value = this.#bytes[place] ?? 0;
      if (asciiLetters[value] === value) this.#smalls -= 1;
      else this.#capitals -= 1;
    }
  }

  #mention(start: number): number {
    const end = this.#find(start, endsMention);
    this.mentions.push(this.#bytes.toString("utf8", start, end));
    this.words += 1;
    this.#hashBytes(start, end);
    return this.#countTaken(start, end);
  }

  #hashBytes(start: number, end: number): void {
    for (let place = start; place < end; place += 1) {
      this.hash = Math.imul(this.hash ^ (this.#bytes[place] ?? 0), prime);
    }
  }

  #find(start: number, ends: (value: number) => boolean): number {
    let place = start;
    while (place < this.#end && !ends(this.#bytes[place] ?? 0)) place += 1;
    return place;
  }

  #countTaken(start: number, end: number): number {
    for (let place = start; place < end; place += 1) {
      if (((this.#bytes[place] ?? 0) & 0xc0) !== 0x80) this.characters += 1;
    }
    return end - start;
  }

  /** A code point outside ASCII and Russian; returns the bytes that were taken. */
  #other(place: number): number {
    const codePoint = codePointAt(this.#bytes, place);
    const length = lengthOfSequence(this.#bytes[place] ?? 0);
    if (mayBeEmoji(codePoint)) {
      const end = endOfEmoji(this.#bytes, place, this.#end);
      if (end > place) return this.#emojiTaken(place, end);
    } else if (mayFrame(codePoint)) {
      const end = endOfKeycap(this.#bytes, place, this.#end);
      if (end > place && this.#isFramed(place - 1)) return this.#emojiTaken(place, end, place - 1);
    }
    const small = this.#letters.small(codePoint);
    if (small === 0) this.#endWord();
    else this.#otherLetter(codePoint, small);
    return length;
  }

  #otherLetter(codePoint: number, small: number): void {
    if (small !== codePoint) this.#capitals += 1;
    else this.#smalls += 1;
    if (codePoint >= 0x400 && codePoint <= 0x52f) this.#cyrillic += 1;
    else if (codePoint > lastLatin) this.#foreign += 1;
    const bytes = writeCodePoint(this.#word, this.#length, small) - this.#length;
    this.#grow(bytes, small);
  }

  /** Whether a digit or sign stands there that can be a picture; a digit is not a word then. */
  #isFramed(place: number): boolean {
    const value = this.#bytes[place] ?? 0;
    const isDigit = value >= byte.zero && value <= byte.zero + 9;
    if (isDigit && this.#length === 1) {
      this.#length = 0;
      this.#wordHash = seed;
    }
    return isDigit || value === numberSign || value === asterisk;
  }

  /** @param first - where it begins, when a part of it was taken before */
  #emojiTaken(start: number, end: number, first = start): number {
    this.#endWord();
    this.emoji += 1;
    add(this.#emoji, this.#bytes.toString("utf8", first, end));
    this.#hashBytes(start, end);
    // The first code point is counted by the caller.
    this.characters -= 1;
    return this.#countTaken(start, end);
  }

  #judge(): void {
    const letters = this.#capitals + this.#smalls;
    if (this.#capitals >= shoutedLetters && this.#smalls === 0) this.flags |= flag.shout;
    if (letters === 0) return;
    if (this.#cyrillic * 2 > letters) this.flags |= flag.cyrillic;
    else if ((letters - this.#cyrillic - this.#foreign) * 2 > letters) this.flags |= flag.latin;
  }
}
