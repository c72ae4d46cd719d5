/**
 * Letters that look like one of the Latin alphabet, in their small or their capital form: what names are faked with.
 * A small part of the confusables of Unicode (UTS 39): Cyrillic, Greek, and digits that pass for letters. Small and
 * capital forms stay one letter, because names that differ in case only are one name: so `i`, `l` and `1` are one too
 * (a capital `I` looks like a small `l`), and of the Greek ν, which looks like a `v` when small and like an `N` when
 * not, only the small form is caught.
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
