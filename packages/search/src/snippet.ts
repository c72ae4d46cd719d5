import type { Range } from "./matching.ts";

/** A part of a text that shows why it was found. */
export interface Snippet {
  /** On one line; `…` stands for what was left out. */
  readonly text: string;
  /** What was found, within `text`. */
  readonly ranges: readonly Range[];
}

const spoiler = /\|\|[^]+?\|\|/gu;

const longest = 160;
/** What stands before the first place. */
const leadIn = 40;

/** Returns the beginning of a word at or before a place, if one is near; never within a letter. */
const beginningAt = (text: string, place: number): number => {
  const space = text.lastIndexOf(" ", place);
  const at = space >= 0 && place - space <= 20 ? space + 1 : place;
  return isLowSurrogate(text, at) ? at - 1 : at;
};

const isLowSurrogate = (text: string, place: number): boolean => {
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

/** Returns the part of a text around the first of the places. */
export const snippetOf = (whole: string, ranges: readonly Range[]): Snippet => {
  // A sign that ends a line is one unit, as a space is, and a spoiler as long as what covers it: the places stay.
  const text = whole
    .replaceAll(spoiler, (hidden) => "▒".repeat(hidden.length))
    .replaceAll(/[\n\r\t\v\f\u0085\u2028\u2029]/gu, " ");
  const first = ranges[0]?.[0] ?? 0;
  const start = text.length <= longest || first <= leadIn ? 0 : beginningAt(text, first - leadIn);
  let end = Math.min(text.length, start + longest);
  if (isLowSurrogate(text, end)) end -= 1;
  const before = start > 0 ? "…" : "";
  const shift = before.length - start;
  const shown = ranges.flatMap(([from, to]): Range[] =>
    from >= end ? [] : [[from + shift, Math.min(to, end) + shift]],
  );
  return { text: before + text.slice(start, end) + (end < text.length ? "…" : ""), ranges: shown };
};
