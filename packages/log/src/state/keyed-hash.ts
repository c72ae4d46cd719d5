/** A secret of two 32-bit words. */
export type HashKey = readonly [number, number];

const finishingRounds = 3;

/**
 * HalfSipHash-1-3 of the UTF-16 units of two texts, as two 32-bit words. Keyed, because clients choose the
 * texts: without the key nobody can make many of them collide.
 *
 * The rounds are in one loop, with all state in local variables: this runs a million times at a start without
 * a checkpoint. The last words are zero, which makes the loop's step the plain round that finishes the hash.
 *
 * @see https://github.com/veorq/SipHash
 */
export const keyedHash = (one: string, other: string, [key0, key1]: HashKey): readonly [number, number] => {
  let v0 = key0;
  let v1 = key1 ^ 0xee;
  let v2 = 0x6c796765 ^ key0;
  let v3 = 0x74656462 ^ key1;
  let first = 0;
  const oneEnd = (one.length + 1) >>> 1;
  const otherEnd = oneEnd + ((other.length + 1) >>> 1);
  const firstEnd = otherEnd + finishingRounds;
  const end = firstEnd + finishingRounds;
  for (let step = 0; step <= end; step += 1) {
    let word = 0;
    if (step < oneEnd) word = wordOf(one, step * 2);
    else if (step < otherEnd) word = wordOf(other, (step - oneEnd) * 2);
    // Distinguishes texts that differ only in where one ends and the other begins.
    else if (step === otherEnd) word = (one.length << 16) ^ other.length;
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
    if (step === otherEnd) v2 ^= 0xee;
    else if (step === firstEnd) {
      first = (v1 ^ v3) >>> 0;
      v1 ^= 0xdd;
    }
  }
  return [first, (v1 ^ v3) >>> 0];
};

/** Two units of a text, or its last one. */
const wordOf = (text: string, at: number): number =>
  at + 1 < text.length ? text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16) : text.charCodeAt(at);
