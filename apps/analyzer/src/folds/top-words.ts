import { stemmer as englishStem } from "@orama/stemmers/english";
import { stemmer as russianStem } from "@orama/stemmers/russian";
import { stopwords as english } from "@orama/stopwords/english";
import { stopwords as russian } from "@orama/stopwords/russian";
import type { WordsReport } from "@beseda/protocol";
import { frequentWords } from "../input/text/text-counts.ts";
import type { TextCounts } from "../input/text/text-scanner.ts";

/** `ё` is often written `е`. */
const plain = (word: string): string => word.replaceAll("ё", "е").replaceAll("’", "'");

const saysLittle: ReadonlySet<string> = new Set([...english, ...russian].map(plain));

/** Rarer forms are not looked at: they would not come into the table. */
const lookedAt = 3000;
const listed = 100;

const isTold = (word: string): boolean =>
  word.length > 1 && !saysLittle.has(plain(word)) && !/^[\d.,:]+$/u.test(word);

const stemOf = (word: string): string =>
  /[а-яё]/u.test(word) ? russianStem(plain(word)) : englishStem(word);

const toldOf = (words: Array<[string, number]>): Array<[string, number]> =>
  words
    .filter(([word]) => isTold(word))
    .sort(([leftWord, left], [rightWord, right]) => right - left || (leftWord < rightWord ? -1 : 1))
    .slice(0, lookedAt);

/** The most frequent words; forms of one word are taken together under the most frequent of them. */
export const topWords = (texts: TextCounts): WordsReport["top_words"] => {
  // To make a string of every word of a long tail would take as long as all the rest, and much memory.
  let frequent = toldOf(frequentWords(texts, 2 * lookedAt));
  if (frequent.length < lookedAt) frequent = toldOf(frequentWords(texts, Infinity));
  return [...Map.groupBy(frequent, ([word]) => stemOf(word)).values()]
    .map((forms) => ({
      word: forms[0]?.[0] ?? "",
      count: forms.reduce((sum, [, count]) => sum + count, 0),
      forms: forms.map(([word]) => word),
    }))
    .sort((left, right) => right.count - left.count)
    .slice(0, listed);
};
