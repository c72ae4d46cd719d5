/**
 * Letters that look like one of the Latin alphabet, in their small or their capital form: what names are faked with.
 * A small part of the confusables of Unicode (UTS 39): Cyrillic, Greek, and digits that pass for letters. Small and
 * capital forms stay one letter, because names that differ in case only are one name: so `i`, `l` and `1` are one too
 * (a capital `I` looks like a small `l`).
 */
const looksLike: Readonly<Record<string, string>> = {
  // Cyrillic
  "\u0430": "a",
  "\u0432": "b",
  "\u0435": "e",
  "\u043A": "k",
  "\u043C": "m",
  "\u043D": "h",
  "\u043E": "o",
  "\u0440": "p",
  "\u0441": "c",
  "\u0442": "t",
  "\u0443": "y",
  "\u0445": "x",
  "\u0455": "s",
  "\u0456": "l",
  "\u0458": "j",
  "\u0475": "v",
  "\u04AF": "y",
  "\u04BB": "h",
  "\u04CF": "l",
  "\u0501": "d",
  "\u051B": "q",
  "\u051D": "w",
  // Greek
  "\u03B1": "a",
  "\u03B2": "b",
  "\u03B5": "e",
  "\u03B6": "z",
  "\u03B7": "h",
  "\u03B9": "l",
  "\u03BA": "k",
  "\u03BC": "m",
  "\u03BD": "v",
  "\u03BF": "o",
  "\u03C1": "p",
  "\u03C3": "o",
  "\u03C4": "t",
  "\u03C5": "y",
  "\u03C7": "x",
  "\u03F2": "c",
  "\u03F3": "j",
  // Latin letters and digits that look like each other
  "\u0131": "l",
  i: "l",
  "1": "l",
  "|": "l",
  "0": "o",
};

const faked = new RegExp(`[${Object.keys(looksLike).join("")}]`, "gu");

/** A text in small letters as it looks: two that look the same come out the same. */
export const looksOf = (text: string): string => text.replace(faked, (letter) => looksLike[letter] ?? letter);

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
 * Latin alphabet has, stays as it is: nobody takes it for another, and its small and capital forms are one name.
 */
export const asItIsTaken = (name: string): string =>
  onlyGreek.test(name) ? name : name.replace(twoFaced, (letter) => asWritten[letter] ?? letter);
