import { ChatError } from "@beseda/protocol";
import { periodOf } from "./days.ts";
import { otherLayouts } from "./layout.ts";
import { isNearOperator, operatorOf, values, type Operator } from "./operators.ts";
import type { Attachment, Reading, SearchQuery, Term } from "./query.ts";
import { stemOf } from "./stem.ts";
import { wordsOf } from "./words.ts";

/** Words, phrases and operators of one query: more cost more than anybody means. */
const mostParts = 16;

const quoted = String.raw`"(?<straight>[^"]*)(?:"|$)|«(?<angled>[^»]*)(?:»|$)|“(?<curly>[^”]*)(?:”|$)`;
const part = new RegExp(String.raw`(?<minus>-?)(?:(?<name>\p{L}+):)?(?:${quoted}|(?<word>\S*))\s*`, "uy");

interface Part {
  readonly isMinus: boolean;
  readonly name: string | undefined;
  readonly value: string;
  readonly isQuoted: boolean;
}

const partsOf = (text: string): readonly Part[] =>
  [...text.trim().matchAll(new RegExp(part, "guy"))].flatMap(({ 0: all, groups = {} }) => {
    if (all.trim() === "") return [];
    const inQuotes = groups["straight"] ?? groups["angled"] ?? groups["curly"];
    const isMinus = groups["minus"] === "-";
    return [
      {
        isMinus,
        name: groups["name"],
        value: inQuotes ?? groups["word"] ?? "",
        isQuoted: inQuotes !== undefined,
      },
    ];
  });

const readingOf = (text: string): Reading => wordsOf(text).map(({ form }) => ({ form, stem: stemOf(form) }));

const termOf = (typed: string, isExact: boolean): Term | undefined => {
  const reading = readingOf(typed);
  return reading.length === 0 ? undefined : { typed, readings: [reading], isExact, isBeginning: false };
};

interface Draft {
  readonly terms: Term[];
  readonly without: Term[];
  readonly from: string[];
  readonly in: string[];
  readonly has: Attachment[];
  before?: number;
  since?: number;
  isPinned: boolean;
}

/**
 * Reads what somebody looks for: words, `"a phrase"`, `-without`, and operators in Russian or English.
 * @param now - for `before:yesterday`
 * @throws {ChatError} `bad-search`, with the part that is not understood; without one where nothing is looked for
 */
export const parseQuery = (text: string, now: Date): SearchQuery => {
  const parts = partsOf(text);
  const excess = parts[mostParts];
  if (excess) throw new ChatError("bad-search", `… ${writtenAs(excess)}`);
  const draft: Draft = { terms: [], without: [], from: [], in: [], has: [], isPinned: false };
  for (const found of parts) take(draft, found, now);
  const { terms, without, from, in: rooms, has, before, since, isPinned } = draft;
  const isLimited =
    from.length + rooms.length + has.length > 0 || isPinned || (before ?? since) !== undefined;
  if (terms.length === 0 && !isLimited) throw new ChatError("bad-search", "");
  const last = parts.at(-1);
  const isOpen = last !== undefined && last.name === undefined && !last.isMinus && !last.isQuoted;
  const found = isOpen
    ? terms.map((term, place) => (place === terms.length - 1 ? { ...term, isBeginning: true } : term))
    : terms;
  return {
    terms: found,
    without,
    from,
    in: rooms,
    has,
    isPinned,
    ...(before !== undefined && { before }),
    ...(since !== undefined && { since }),
  };
};

/** A part without its quotes, for a refusal. */
const writtenAs = ({ isMinus, name, value }: Part): string =>
  `${isMinus ? "-" : ""}${name === undefined ? "" : `${name}:`}${value}`;

const take = (draft: Draft, found: Part, now: Date): void => {
  const { isMinus, name, value, isQuoted } = found;
  const operator = name === undefined ? undefined : operatorOf(name);
  if (operator !== undefined) {
    if (isMinus || !limit(draft, { operator, value: value.trim() }, now))
      throw new ChatError("bad-search", writtenAs(found));
    return;
  }
  if (name !== undefined && isNearOperator(name)) throw new ChatError("bad-search", writtenAs(found));
  const typed = name === undefined ? value : `${name}:${value}`;
  const term = termOf(typed, isQuoted);
  if (term) (isMinus ? draft.without : draft.terms).push(term);
};

interface Limit {
  readonly operator: Operator;
  readonly value: string;
}

const isOneOf = (list: readonly string[], value: string): boolean => list.includes(value.toLowerCase());

/** Takes a limit into the query; returns whether it is one. */
const limit = (draft: Draft, { operator, value }: Limit, now: Date): boolean => {
  const period = periodOf(value, now);
  if (operator === "from" && value !== "") draft.from.push(value.replace(/^@/u, ""));
  else if (operator === "in" && value !== "") draft.in.push(value.replace(/^#/u, ""));
  else if (operator === "before" && period) draft.before = Math.min(period.from, draft.before ?? Infinity);
  else if (operator === "after" && period) draft.since = Math.max(period.to, draft.since ?? -Infinity);
  else if (operator === "has" && isOneOf(values.file, value)) draft.has.push("file");
  else if (operator === "has" && isOneOf(values.link, value)) draft.has.push("link");
  else if (operator === "is" && isOneOf(values.pinned, value)) draft.isPinned = true;
  else return false;
  return true;
};

/**
 * Returns the query as it may have been meant: each word also as the same keys type it on the other keyboard
 * layout. Undefined where that is no other query. It is for when the query as typed finds nothing.
 */
export const onOtherLayout = (query: SearchQuery): SearchQuery | undefined => {
  const terms = query.terms.map((term): Term => {
    const others = otherLayouts(term.typed).map(readingOf);
    return { ...term, readings: [...term.readings, ...others.filter((reading) => reading.length > 0)] };
  });
  return terms.some(({ readings }) => readings.length > 1) ? { ...query, terms } : undefined;
};
