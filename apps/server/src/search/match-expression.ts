import type { Reading, SearchQuery, Term } from "@beseda/search";
import { authorMark, everyMark, fileMark, linkMark, roomMark } from "./search-schema.ts";

/** What a query is limited to, in numbers of the index. */
export interface Limits {
  /** Undefined where there are too many to name them. */
  readonly rooms: readonly number[] | undefined;
  /** Undefined for anybody. */
  readonly authors: readonly number[] | undefined;
  readonly without: readonly number[];
  /** Returns the words of the index that begin so; undefined where there are too many to name them. */
  readonly beginningWith: (beginning: string) => readonly string[] | undefined;
}

type BeginningWith = Limits["beginningWith"];

/** The shortest word that may be the beginning of another one: what begins with one letter is nearly all. */
const shortestBeginning = 2;

const phrase = (column: "forms" | "stems", words: readonly string[]): string =>
  `${column} : "${words.join(" ")}"`;

const either = (alternatives: readonly string[]): string =>
  alternatives.length === 1 ? (alternatives[0] ?? "") : `(${alternatives.join(" OR ")})`;

const readingExpression = (
  reading: Reading,
  { isExact, isBeginning }: Term,
  words: BeginningWith,
): string => {
  const forms = reading.map(({ form }) => form);
  if (isExact) return phrase("forms", forms);
  const inAnyForm = phrase(
    "stems",
    reading.map(({ stem }) => stem),
  );
  return isBeginning ? either([inAnyForm, ...beginningExpressions(forms, words)]) : inAnyForm;
};

const beginningExpressions = (forms: readonly string[], words: BeginningWith): readonly string[] => {
  const last = forms.at(-1) ?? "";
  if (last.length < shortestBeginning) return [];
  const whole = forms.length === 1 ? words(last) : undefined;
  return whole?.map((word) => phrase("forms", [word])) ?? [`${phrase("forms", forms)} *`];
};

const termExpression = (term: Term, words: BeginningWith): string =>
  either(term.readings.map((reading) => readingExpression(reading, term, words)));

const exactly = (term: Term): string =>
  either(
    term.readings.map((reading) =>
      phrase(
        "forms",
        reading.map(({ form }) => form),
      ),
    ),
  );

const marks = (names: readonly string[]): string => `marks : ${either(names.map((name) => `"${name}"`))}`;

/**
 * How well a text fits, the best first: its words as they were typed side by side, as they were typed, in any
 * form.
 */
const tiersOf = ({ terms }: SearchQuery, beginnings: BeginningWith): readonly string[] => {
  const asTyped = terms.map(exactly).join(" AND ");
  const words = terms.flatMap(({ readings }) => readings[0] ?? []).map(({ form }) => form);
  const isOneReading = terms.every(({ readings }) => readings.length === 1);
  return [
    ...(terms.length > 1 && isOneReading ? [phrase("forms", words)] : []),
    asTyped,
    terms.map((term) => termExpression(term, beginnings)).join(" AND "),
  ];
};

/**
 * Returns what to look for in the index, the best first: what one finds, none of the others finds. Where the
 * order is that of the records, all in one.
 */
export const matchExpressions = (
  query: SearchQuery,
  limits: Limits,
  order: "newest" | "best",
): readonly string[] => {
  const { rooms, authors, without, beginningWith } = limits;
  if (rooms?.length === 0 || authors?.length === 0) return [];
  const limiting = [
    ...(rooms ? [marks(rooms.map(roomMark))] : []),
    ...(authors ? [marks(authors.map(authorMark))] : []),
    ...query.has.map((kind) => marks([kind === "link" ? linkMark : fileMark])),
  ];
  const excluded = [
    ...query.without.map((term) => termExpression(term, beginningWith)),
    ...(without.length > 0 ? [marks(without.map(authorMark))] : []),
  ];
  const expression = (words: string, better: readonly string[]): string => {
    const wanted = [...(words === "" ? [] : [words]), ...limiting];
    const found = wanted.length === 0 ? marks([everyMark]) : wanted.join(" AND ");
    return [`(${found})`, ...[...better, ...excluded].map((part) => `(${part})`)].join(" NOT ");
  };
  if (query.terms.length === 0) return [expression("", [])];
  const tiers = tiersOf(query, beginningWith);
  return order === "newest"
    ? [expression(tiers.at(-1) ?? "", [])]
    : tiers.map((tier, place) => expression(tier, tiers.slice(Math.max(0, place - 1), place)));
};
