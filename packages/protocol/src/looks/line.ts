import { cleanText } from "./clean.ts";

/** Scripts in which an invisible character joins letters or keeps them apart. */
const joining =
  "Arabic Syriac Nko Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar Tibetan"
    .split(" ")
    .map((script) => `\\p{Script=${script}}`)
    .join("");

/** Invisible characters that visible ones need: parts of emoji, joiners of letters, forms of a letter. */
const needed = [
  String.raw`\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}`,
  String.raw`(?<=\p{Extended_Pictographic})\uFE0F`,
  String.raw`(?<=[#*0-9])\uFE0F(?=\u20E3)`,
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
  `(?<=[${joining}])[\u200C\u200D]`,
  String.raw`(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]`,
  String.raw`(?<=\p{Script=Han})[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
].join("|");
/** Invisible characters, and those that change the direction of the rest of their line. */
const unseen = String.raw`[\p{Default_Ignorable_Code_Point}\u200E\u200F\u202A-\u202E\uFFF9-\uFFFB\p{Noncharacter_Code_Point}]`;
const hasUnseen = new RegExp(unseen, "u");
const neededOrUnseen = new RegExp(`${needed}|(${unseen})`, "gu");
/** Stacked marks, which reach into the lines around. */
const manyMarks = /(\p{M}{6})\p{M}+/gu;

/** Most lines, already clean: Latin, Greek and Cyrillic letters, and the characters between them. */
const plain =
  /^[ -~\u00A0-\u00AC\u00AE-\u02FF\u0370-\u0377\u0384-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E]*$/;

const visible = (text: string): string => (plain.test(text) ? text : seen(text));

const seen = (text: string): string =>
  (hasUnseen.test(text)
    ? text.replaceAll(neededOrUnseen, (found: string, other?: string) => (other === undefined ? found : ""))
    : text
  ).replaceAll(manyMarks, "$1");

/**
 * Returns a text for one line of a terminal or a file (TXT-7): without characters that end a line, control a
 * terminal, change the direction of text or are invisible, unless an emoji or the script of a language needs
 * them.
 */
export const cleanLine = (text: string): string => visible(cleanText(text).replaceAll(/[\n\t]+/gu, " "));

/** Returns the lines of a text, each clean: those after the first are to be marked or indented (TXT-7). */
export const cleanLines = (text: string): readonly string[] =>
  cleanText(text)
    .split("\n")
    .map((line) => visible(line.replaceAll("\t", "    ")));
