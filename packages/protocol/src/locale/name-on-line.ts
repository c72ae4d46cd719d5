import { cleanName } from "../looks/clean.ts";
import { problemOfName } from "./own-names.ts";

/** What lines of the terminal client begin with that are nobody's, besides what no name begins with. */
const mark = /^[!+…→←·●✓✗|<>=~-]/u;

/**
 * A name at the beginning of a line (TXT-7): in quotes where it could be taken for a line of somebody else, because it
 * was given before that was found out, or by another program.
 */
export const nameOnLine = (name: string): string => {
  const clean = cleanName(name);
  const problem = problemOfName(clean);
  const isPlain = (problem === undefined || problem === "long") && !mark.test(clean);
  return isPlain ? clean : `«${clean.replaceAll(/[«»]/gu, "'")}»`;
};
