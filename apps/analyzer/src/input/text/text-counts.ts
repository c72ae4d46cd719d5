import type { TextCounts } from "./text-scanner.ts";

/** Each word with how often it was said, in no order. */
export function* wordsOf({ words }: TextCounts): Generator<[string, number]> {
  const { bytes, lengths, counts } = words;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (const [index, length] of lengths.entries()) {
    yield [buffer.toString("utf8", at, at + length), counts[index] ?? 0];
    at += length;
  }
}

const addAll = (sum: Map<string, number>, counts: Iterable<readonly [string, number]>): void => {
  for (const [key, count] of counts) sum.set(key, (sum.get(key) ?? 0) + count);
};

/** Texts that were counted apart, taken together. */
export interface AllTexts {
  readonly words: Map<string, number>;
  readonly emoji: Map<string, number>;
  readonly domains: Map<string, number>;
  readonly shortBy: number;
}

export const joinTexts = (texts: readonly TextCounts[]): AllTexts => {
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

/** The same as if all had been counted together, so that it can be kept. */
export const packTexts = (texts: readonly TextCounts[]): TextCounts => {
  const { words, emoji, domains, shortBy } = joinTexts(texts);
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
