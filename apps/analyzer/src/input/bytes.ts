/** The bytes that JSON is written with. */
export const byte = {
  newline: 0x0a,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  slash: 0x2f,
  zero: 0x30,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** So many bytes after the last one of a buffer MUST be readable: strings are looked at four bytes at a time. */
export const padding = 8;

export const isBlank = (value: number): boolean =>
  value === byte.space || value === byte.newline || value === 0x0d || value === 0x09;

const ones = 0x01010101;
const highBits = 0x80808080 | 0;
const quotes = 0x22222222;
const backslashes = 0x5c5c5c5c;
const spaces = 0x20202020;

/**
 * Looks at four bytes of a JSON string at once: a high bit for each byte that ends the plain part of it, which is a
 * quote, a backslash or a control character. Bits above the lowest one may be wrong; the lowest one is right.
 */
export const specialIn = (word: number): number => {
  const quote = word ^ quotes;
  const backslash = word ^ backslashes;
  return (
    (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((word - spaces) & ~word)) & highBits
  );
};

/** Which of the four bytes, 0 to 3, the lowest bit of `specialIn` stands for. */
export const firstOf = (special: number): number => (31 - Math.clz32(special & -special)) >>> 3;

/** One step of a hash over four bytes. */
export const mixed = (hash: number, word: number): number => {
  const product = Math.imul(hash ^ word, 0x9e3779b1 | 0);
  return product ^ (product >>> 15);
};

/** The last of so many bytes that is not blank. */
export const lastOf = (bytes: Buffer, length: number): number | undefined => {
  let at = length - 1;
  while (at >= 0 && isBlank(bytes[at] ?? 0)) at -= 1;
  return bytes[at];
};
