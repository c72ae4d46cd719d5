/** Variation selectors are marks too, but of signs: they do not make a word. */
const wordCharacter = /^[[\p{L}\p{N}\p{M}]--[\u{FE00}-\u{FE0F}]]$/v;

const isSmall = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;

/** For each ASCII byte: the small letter or digit that it is part of a word as, 0 when it is in no word. */
export const asciiLetters: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  isSmall(code) ? code : isCapital(code) ? code + 0x20 : 0,
);

const unseen = -1;

/** Small letters of the whole of Unicode, looked up once each. */
export class Letters {
  readonly #known = new Int32Array(0x10000).fill(unseen);

  /** The small letter, digit or mark that a code point is part of a word as; 0 when it is in no word. */
  small(codePoint: number): number {
    if (codePoint >= 0x10000) return this.#look(codePoint);
    const known = this.#known[codePoint] ?? unseen;
    return known === unseen ? (this.#known[codePoint] = this.#look(codePoint)) : known;
  }

  #look(codePoint: number): number {
    const character = String.fromCodePoint(codePoint);
    if (!wordCharacter.test(character)) return 0;
    const [small = character, ...more] = character.toLowerCase();
    return more.length === 0 ? (small.codePointAt(0) ?? 0) : codePoint;
  }
}
