import type { Intent, Said } from "./intent.ts";
import { characters, cleanText } from "@beseda/protocol";

/** The greatest number of parts: more would be a flood. */
const mostParts = 10;

/**
 * Splits a text too long for one message into as few as possible, in order: between lines, else between
 * words, else between letters; the whitespace at a cut is dropped. Undefined if that would be too many.
 */
export const partsOf = (text: string, limit: number): readonly string[] | undefined => {
  const parts: string[] = [];
  for (let rest = cleanText(text).trim(); rest !== "";) {
    if (parts.length === mostParts) return undefined;
    const end = characters(rest) <= limit ? rest.length : cutOf(rest, limit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = withoutEmptyLines(rest.slice(end).replace(/^\s/u, ""));
  }
  return parts;
};

/** Returns what to say, in as many messages as needed; none if it is not a text, or is too long. */
export const sayingsOf = (intent: Intent, limit: number): readonly Said[] => {
  if (intent.kind !== "say" && intent.kind !== "doubtful") return [];
  const parts = characters(intent.text) <= limit ? [intent.text] : partsOf(intent.text, limit);
  if (intent.kind === "say" && intent.action) return parts?.length === 1 ? [intent] : [];
  const answered = intent.reply_to;
  return (parts ?? []).map((part): Said =>
    answered === undefined ? { kind: "say", text: part } : { kind: "say", text: part, reply_to: answered },
  );
};

/** Removes empty lines in front, which are of no use; a line may begin with blanks, as code does. */
const withoutEmptyLines = (text: string): string =>
  text.replace(/^(?:[^\S\n]*\n)+/u, "").replace(/^\s+$/u, "");

/** Returns the first `count` characters, counted as the limit counts them: code points. */
const beginningOf = (text: string, count: number): string => Array.from(text).slice(0, count).join("");

/** Returns the end of the first part of a text, which has `limit` characters at most, and at least one. */
const cutOf = (text: string, limit: number): number => {
  const whole = beginningOf(text, limit + 1);
  for (const border of [/\n(?=[^\n]*$)/u, /\s(?=\S*$)/u]) {
    const at = whole.search(border);
    if (at > 0 && whole.slice(0, at).trim() !== "") return at;
  }
  return lastLetterWithin(text, limit);
};

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Cuts between graphemes: an emoji of several characters stays whole, unless it alone is too long. */
const lastLetterWithin = (text: string, limit: number): number => {
  const room = beginningOf(text, limit);
  const more = beginningOf(text, limit + 1);
  const starts = [...letters.segment(more)].map(({ index }) => index);
  const at = starts.findLast((start) => start <= room.length) ?? 0;
  return at > 0 ? at : room.length;
};
