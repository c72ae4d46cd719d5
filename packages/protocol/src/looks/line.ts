import { cleanText } from "./clean.ts";

/** Writings in which letters are joined or kept apart by a character that is not seen. */
const joining =
  "Arabic Syriac Nko Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar Tibetan"
    .split(" ")
    .map((script) => `\\p{Script=${script}}`)
    .join("");

/** What is not seen but belongs to what is: the parts of an emoji, joiners between letters, forms of a letter. */
const needed = [
  String.raw`\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}`,
  String.raw`(?<=\p{Extended_Pictographic})\uFE0F`,
  String.raw`(?<=[#*0-9])\uFE0F(?=\u20E3)`,
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
  `(?<=[${joining}])[\u200C\u200D]`,
  String.raw`(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]`,
  String.raw`(?<=\p{Script=Han})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
].join("|");
/** What nobody sees, and what turns the direction of all that follows on its line. */
const unseen = String.raw`[\p{Default_Ignorable_Code_Point}\u200E\u200F\u202A-\u202E\uFFF9-\uFFFB\p{Noncharacter_Code_Point}]`;
const hasUnseen = new RegExp(unseen, "u");
const neededOrUnseen = new RegExp(`${needed}|(${unseen})`, "gu");
/** Marks that stand one above the other reach into the lines around. */
const manyMarks = /(\p{M}{6})\p{M}+/gu;

/** Most lines, clean as they are: Latin, Greek and Cyrillic letters, and what stands between them. */
const plain =
  /^[ -~\u00A0-\u00AC\u00AE-\u02FF\u0370-\u0377\u0384-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E]*$/;

const visible = (text: string): string => (plain.test(text) ? text : seen(text));

const seen = (text: string): string =>
  (hasUnseen.test(text)
    ? text.replaceAll(neededOrUnseen, (found: string, other?: string) => (other === undefined ? found : ""))
    : text
  ).replaceAll(manyMarks, "$1");

/**
 * Text for one line of a terminal or a file (TXT-7): nothing that ends a line, controls a terminal, turns what stands
 * around it, or is not seen, but for what belongs to an emoji or to how a language is written.
 */
export const cleanLine = (text: string): string => visible(cleanText(text).replaceAll(/[\n\t]+/gu, " "));

/** The lines of a text, each of them clean: what comes after the first is to be marked or indented (TXT-7). */
export const cleanLines = (text: string): readonly string[] =>
  cleanText(text)
    .split("\n")
    .map((line) => visible(line.replaceAll("\t", "    ")));
