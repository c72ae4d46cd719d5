/** A word of a text, as it is compared. */
export interface Word {
  /** In small letters, with `е` for `ё`, Latin letters without their marks. */
  readonly form: string;
  /** The offsets in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/**
 * A run of letters and digits, soft hyphens included. Scripts that write no spaces give a word for each sign:
 * their words are found as neighbours. `Intl.Segmenter` takes more than twice as long and splits Russian and
 * English no better.
 */
const wordPattern =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]\p{M}*|[[\p{L}\p{N}\p{M}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]][[\p{L}\p{N}\p{M}\u{AD}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]]*/gv;
/** The same for a text that has only Latin and Cyrillic letters, which nearly all have. */
const plainPattern =
  /[0-9A-Za-z\u00AA\u00AD\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0400-\u0481\u048A-\u052F]+/gu;
const other =
  /[[\p{L}\p{N}\p{M}]--[0-9A-Za-z\u{AA}\u{B5}\u{BA}\u{C0}-\u{24F}\u{400}-\u{481}\u{48A}-\u{52F}\p{Variation_Selector}]]/v;

const latin = /[\u00C0-\u024F]/u;
const plain = /^[0-9a-zа-я]+$/u;

/** Returns a word as it is compared: so that two spellings of it are equal. */
export const formOf = (word: string): string => {
  const small = word.toLowerCase();
  if (plain.test(small)) return small;
  const composed = small
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, "")
    .replaceAll("ё", "е");
  return latin.test(composed)
    ? composed
        .normalize("NFD")
        .replaceAll(/(?<=\p{sc=Latin}\p{M}*)\p{M}/gu, "")
        .normalize("NFC")
    : composed;
};

/** Returns the words of a text, in order. */
export const wordsOf = (text: string): readonly Word[] => {
  const words: Word[] = [];
  const pattern = other.test(text) ? wordPattern : plainPattern;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    const form = formOf(found);
    if (form !== "") words.push({ form, start: index, end: index + found.length });
  }
  return words;
};
