import type { SectionKey } from "@beseda/protocol";
import type { Options } from "../command.ts";
import { parseFilter } from "../filters/parse-filter.ts";
import { isSectionKey, sectionKeys } from "../folds/registry.ts";
import { isEncoding } from "../input/foreign/encoding.ts";
import type { Hints } from "../input/foreign/look.ts";
import { meanings, type FieldMap, type Meaning } from "../input/foreign/told.ts";
import { Clock } from "../rows/clock.ts";
import type { Question } from "../question.ts";
import { UserError } from "../user-error.ts";

const sectionsFor = (keys: readonly string[] | undefined): readonly SectionKey[] =>
  keys?.map((key) => {
    if (!isSectionKey(key)) throw new UserError("report", key, sectionKeys.join(", "));
    return key;
  }) ?? sectionKeys;

const clockFor = (zone: string): Clock => {
  try {
    return new Clock(zone);
  } catch {
    throw new UserError("timeZone", zone);
  }
};

const isMeaning = (word: string): word is Meaning => (meanings as readonly string[]).includes(word);

/** Parses the meanings given as `who=user,when=ts`. */
const mapOf = (pairs: readonly string[]): FieldMap => {
  const map: Partial<Record<Meaning, string>> = {};
  for (const pair of pairs) {
    const [, meaning = "", field = ""] = /^(?<meaning>[^=]*)=(?<field>.+)$/u.exec(pair) ?? [];
    if (!isMeaning(meaning)) throw new UserError("map", pair, meanings.join(", "));
    map[meaning] = field;
  }
  return map;
};

const hintsOf = ({ map = [], dateOrder, encoding }: Options): Hints => {
  if (encoding !== undefined && !isEncoding(encoding)) throw new UserError("encoding", encoding);
  return { map: mapOf(map), order: dateOrder, encoding };
};

/**
 * Returns the question that the typed options ask.
 * @throws {UserError} where that makes no sense
 */
export const questionOf = (options: Options, now: number): Question => {
  const clock = clockFor(options.tz);
  const sections = sectionsFor(options.report);
  return { clock, sections, filter: parseFilter(options, clock, now), hints: hintsOf(options) };
};

/** The one file that can be followed, or whose state can be kept. */
export const oneFile = ({ files }: Options, otherwise: "followOne" | "stateOne"): string => {
  const [file = ""] = files;
  if (files.length !== 1 || file === "-") throw new UserError(otherwise);
  return file;
};
