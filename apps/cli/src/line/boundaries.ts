import { Graphemes } from "../format/graphemes.ts";

const graphemes = new Graphemes();

/** Returns the end of the grapheme that contains `index`, or `index` if it already stands between two. */
export const snapForward = (text: string, index: number): number => {
  const around = graphemes.segment(text).containing(index);
  return around === undefined || around.index === index ? index : around.index + around.segment.length;
};

/** The beginning of the grapheme before `index`. */
export const previousBoundary = (text: string, index: number): number =>
  index <= 0 ? 0 : (graphemes.segment(text).containing(index - 1)?.index ?? 0);

/** The end of the grapheme after `index`. */
export const nextBoundary = (text: string, index: number): number => {
  const after = graphemes.segment(text).containing(index);
  return after === undefined ? text.length : after.index + after.segment.length;
};

const isWordPart = (text: string, index: number): boolean =>
  /^[\p{L}\p{N}\p{M}_]/u.test(text.slice(index, index + 2));

/** The beginning of the word that `index` is in or after. */
export const wordStart = (text: string, index: number): number => {
  let at = index;
  while (at > 0 && !isWordPart(text, previousBoundary(text, at))) at = previousBoundary(text, at);
  while (at > 0 && isWordPart(text, previousBoundary(text, at))) at = previousBoundary(text, at);
  return at;
};

/** The end of the word that `index` is in or before. */
export const wordEnd = (text: string, index: number): number => {
  let at = index;
  while (at < text.length && !isWordPart(text, at)) at = nextBoundary(text, at);
  while (at < text.length && isWordPart(text, at)) at = nextBoundary(text, at);
  return at;
};
