import { confusables } from "./confusables.ts";

/** Read at the first question: most programs that have a protocol never ask. */
let classes: ReadonlyMap<string, string> | undefined;

const read = (): ReadonlyMap<string, string> => {
  const read = new Map<string, string>();
  for (const line of confusables.split("\n")) {
    const end = line.indexOf(" ");
    for (const letter of line.slice(end + 1)) read.set(letter, line.slice(0, end));
  }
  return read;
};

/**
 * A text as it looks, in small letters: two that look the same come out the same (the skeleton of UTS 39, with small and
 * capital forms, and what passes for either of them, as one letter: `i`, `l`, `I` and `1` are one).
 */
export const looksOf = (text: string): string => {
  classes ??= read();
  let looks = "";
  for (const letter of text.normalize("NFKD")) looks += classes.get(letter) ?? letter.toLowerCase();
  return looks.normalize("NFKD");
};

/** Greek letters whose capital looks like one Latin letter and whose small form like another, each as it is written. */
const asWritten: Readonly<Record<string, string>> = {
  "\u0397": "h",
  "\u03B7": "n",
  "\u039D": "n",
  "\u03BD": "v",
  "\u03A5": "y",
  "\u03C5": "u",
};
const twoFaced = new RegExp(`[${Object.keys(asWritten).join("")}]`, "gu");

/** A Greek letter that passes for no Latin one: capitals by name, small ones and accents by what is left. */
const onlyGreek =
  /[\u0393\u0394\u0398\u039B\u039E\u03A0\u03A3\u03A6\u03A8\u03A9]|(?![\u0370-\u03FF])\p{Script=Greek}|[\u0386\u0388-\u0390\u03AA-\u03B0\u03B3\u03B4\u03B8\u03BB\u03BE\u03C0\u03C2\u03C6\u03C8-\u03CE]/u;

/**
 * A name with those Greek letters as what they are taken for. A name that is Greek to everybody, by one letter that no
 * Latin alphabet has, is in small letters: nobody takes it for another, and its small and capital forms are one name.
 */
export const asItIsTaken = (name: string): string =>
  onlyGreek.test(name) ? name.toLowerCase() : name.replace(twoFaced, (letter) => asWritten[letter] ?? letter);
