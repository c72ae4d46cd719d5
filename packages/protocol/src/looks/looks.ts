import { confusables } from "./confusables.ts";

/** Parsed on first use: most programs that import the protocol never need it. */
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
 * Returns a text as it looks, in small letters: texts that look the same give the same result (the skeleton
 * of UTS 39, with small and capital forms, and look-alikes of either, as one letter: `i`, `l`, `I` and `1`
 * are one).
 */
export const looksOf = (text: string): string => {
  classes ??= read();
  let looks = "";
  for (const letter of text.normalize("NFKD")) looks += classes.get(letter) ?? letter.toLowerCase();
  return looks.normalize("NFKD");
};

/** Greek letters whose capital and small forms look like different Latin letters, each as it is written. */
const asWritten: Readonly<Record<string, string>> = {
  "\u0397": "h",
  "\u03B7": "n",
  "\u039D": "n",
  "\u03BD": "v",
  "\u03A5": "y",
  "\u03C5": "u",
};
const twoFaced = new RegExp(`[${Object.keys(asWritten).join("")}]`, "gu");

/** A Greek letter that passes for no Latin one: capitals are listed, small and accented ones are the rest. */
const onlyGreek =
  /[\u0393\u0394\u0398\u039B\u039E\u03A0\u03A3\u03A6\u03A8\u03A9]|(?![\u0370-\u03FF])\p{Script=Greek}|[\u0386\u0388-\u0390\u03AA-\u03B0\u03B3\u03B4\u03B8\u03BB\u03BE\u03C0\u03C2\u03C6\u03C8-\u03CE]/u;

/**
 * Returns a name with those Greek letters replaced by the Latin ones that they pass for. A name that is
 * clearly Greek, by one letter that no Latin alphabet has, is returned in small letters: nobody takes it for
 * another, and its small and capital forms are one name.
 */
export const asItIsTaken = (name: string): string =>
  onlyGreek.test(name) ? name.toLowerCase() : name.replace(twoFaced, (letter) => asWritten[letter] ?? letter);
