import { stemmer as englishStem } from "@orama/stemmers/english";
import { stemmer as russianStem } from "@orama/stemmers/russian";
import { stopwords as english } from "@orama/stopwords/english";
import { stopwords as russian } from "@orama/stopwords/russian";
import type { WordsReport } from "@beseda/protocol";

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

/** The most frequent words; forms of one word are taken together under the most frequent of them. */
export const topWords = (words: ReadonlyMap<string, number>): WordsReport["top_words"] => {
  // Sorted first: to look at every word of a long tail takes longer.
  const frequent = [...words]
    .sort(([leftWord, left], [rightWord, right]) => right - left || (leftWord < rightWord ? -1 : 1))
    .values()
    .filter(([word]) => isTold(word))
    .take(lookedAt);
  return [...Map.groupBy(frequent, ([word]) => stemOf(word)).values()]
    .map((forms) => ({
      word: forms[0]?.[0] ?? "",
      count: forms.reduce((sum, [, count]) => sum + count, 0),
      forms: forms.map(([word]) => word),
    }))
    .sort((left, right) => right.count - left.count)
    .slice(0, listed);
};
