import { lately } from "../store/lately.ts";

/** The number of colours that the style sheet has for names. */
export const hueCount = 12;

/** FNV-1a, for identities that are not numbered. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
};

/** Returns a client's colour, the same everywhere and forever; neighbouring client numbers look different. */
export const hueOf = (clientId: string): number => {
  const number = /^Client_(\d{1,9})$/u.exec(clientId)?.[1];
  return number === undefined ? hashOf(clientId) % hueCount : (Number(number) * 5) % hueCount;
};

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A letter with nothing after it that could belong to it: begins almost all names, and is cheap to find. */
const plainLetter = /^[\p{L}\p{N}](?!\p{M}|\u200D|\uFE0F)/u;

const firstOf = (word: string): string =>
  plainLetter.exec(word)?.[0] ?? graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? "";

/** Returns one or two letters that stand for a name. */
export const initialsOf = lately((name: string): string => {
  const [first = "", second = ""] = name.split(/[\s._-]+/u).filter((word) => word !== "");
  return (firstOf(first) + firstOf(second)).toLocaleUpperCase();
});
