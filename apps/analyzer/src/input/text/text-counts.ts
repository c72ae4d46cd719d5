import type { TextCounts } from "./text-scanner.ts";

/** Each word that was said so often at least, with how often it was, in no order. */
function* wordsOf({ words }: TextCounts, atLeast = 0): Generator<[string, number]> {
  const { bytes, lengths, counts } = words;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (const [index, length] of lengths.entries()) {
    const count = counts[index] ?? 0;
    if (count >= atLeast) yield [buffer.toString("utf8", at, at + length), count];
    at += length;
  }
}

/** So many words that no other one is more frequent than any of them, and those that are as frequent as the last. */
export const frequentWords = (texts: TextCounts, many: number): Array<[string, number]> => {
  const counts = texts.words.counts.slice().sort();
  return [...wordsOf(texts, counts[counts.length - many])];
};

const addAll = (sum: Map<string, number>, counts: Iterable<readonly [string, number]>): void => {
  for (const [key, count] of counts) sum.set(key, (sum.get(key) ?? 0) + count);
};

interface AllTexts {
  readonly words: Map<string, number>;
  readonly emoji: Map<string, number>;
  readonly domains: Map<string, number>;
  readonly shortBy: number;
}

const joinTexts = (texts: readonly TextCounts[]): AllTexts => {
  const all = {
    words: new Map<string, number>(),
    emoji: new Map<string, number>(),
    domains: new Map<string, number>(),
  };
  let shortBy = 0;
  for (const one of texts) {
    addAll(all.words, wordsOf(one));
    addAll(all.emoji, one.emoji);
    addAll(all.domains, one.domains);
    shortBy += one.words.shortBy;
  }
  return { ...all, shortBy };
};

const isEmpty = ({ words, emoji, domains }: TextCounts): boolean =>
  words.lengths.length === 0 && emoji.size === 0 && domains.size === 0;

const takeAll = (sum: Map<string, number>, counts: Iterable<readonly [string, number]>): void => {
  for (const [key, count] of counts) {
    const left = (sum.get(key) ?? 0) - count;
    if (left > 0) sum.set(key, left);
    else sum.delete(key);
  }
};

/** The same as if those texts had not been counted. */
export const withoutTexts = (texts: readonly TextCounts[], taken: readonly TextCounts[]): TextCounts => {
  if (taken.every(isEmpty)) return packTexts(texts);
  const all = joinTexts(texts);
  for (const one of taken) {
    takeAll(all.words, wordsOf(one));
    takeAll(all.emoji, one.emoji);
    takeAll(all.domains, one.domains);
  }
  return packed(all);
};

/** The same as if all had been counted together. */
export const packTexts = (texts: readonly TextCounts[]): TextCounts => {
  const [only, ...others] = texts.filter((one) => !isEmpty(one));
  if (only && others.length === 0) return only;
  return packed(joinTexts(texts));
};

const packed = ({ words, emoji, domains, shortBy }: AllTexts): TextCounts => {
  const forms = [...words.keys()].map((word) => Buffer.from(word));
  return {
    words: {
      bytes: Buffer.concat(forms),
      lengths: Uint8Array.from(forms, (form) => form.length),
      counts: Uint32Array.from(words.values()),
      shortBy,
    },
    emoji,
    domains,
  };
};
