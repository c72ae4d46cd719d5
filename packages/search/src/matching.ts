import type { SoughtWord, Term } from "./query.ts";
import { stemOf } from "./stem.ts";
import { wordsOf, type Word } from "./words.ts";

/** A part of a text: where it begins, and where it ends, in UTF-16 units. */
export type Range = readonly [start: number, end: number];

const isSought = ({ form }: Word, sought: SoughtWord, { isExact, isBeginning }: Sought): boolean =>
  form === sought.form ||
  (isBeginning && form.startsWith(sought.form)) ||
  (!isExact && stemOf(form) === sought.stem);

interface Sought {
  readonly isExact: boolean;
  readonly isBeginning: boolean;
}

/** Returns where a term stands in a text. */
const placesOf = (words: readonly Word[], { readings, isExact, isBeginning }: Term): readonly Range[] => {
  const found: Range[] = [];
  for (const [at, first] of words.entries())
    for (const reading of readings) {
      const stands = reading.every((sought, place) => {
        const word = words[at + place];
        const isLast = place === reading.length - 1;
        return word !== undefined && isSought(word, sought, { isExact, isBeginning: isBeginning && isLast });
      });
      const last = words[at + reading.length - 1];
      if (!stands || !last) continue;
      found.push([first.start, last.end]);
      break;
    }
  return found;
};

/**
 * Returns where the terms stand in a text, without overlaps, in order; undefined where one of them does not
 * stand in it.
 */
export const rangesOf = (text: string, terms: readonly Term[]): readonly Range[] | undefined => {
  const words = wordsOf(text);
  const found: Range[] = [];
  for (const term of terms) {
    const places = placesOf(words, term);
    if (places.length === 0) return undefined;
    found.push(...places);
  }
  const ranges: Range[] = [];
  for (const [start, end] of found.sort((one, other) => one[0] - other[0] || other[1] - one[1])) {
    const [lastStart, lastEnd] = ranges.at(-1) ?? [0, 0];
    if (start >= lastEnd) ranges.push([start, end]);
    else if (end > lastEnd) ranges[ranges.length - 1] = [lastStart, end];
  }
  return ranges;
};
