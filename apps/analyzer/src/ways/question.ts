import type { SectionKey } from "@beseda/protocol";
import type { Options } from "../command.ts";
import { parseFilter } from "../filters/parse-filter.ts";
import { isSectionKey, sectionKeys } from "../folds/registry.ts";
import { Clock } from "../rows/clock.ts";
import type { Question } from "../run.ts";
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

/**
 * What is asked, from what was typed.
 * @throws {UserError} where that makes no sense
 */
export const questionOf = (options: Options, now: number): Question => {
  const clock = clockFor(options.tz);
  return { clock, sections: sectionsFor(options.report), filter: parseFilter(options, clock, now) };
};

/** The one file that can be followed, or whose state can be kept. */
export const oneFile = ({ files }: Options, otherwise: "followOne" | "stateOne"): string => {
  const [file = ""] = files;
  if (files.length !== 1 || file === "-") throw new UserError(otherwise);
  return file;
};
