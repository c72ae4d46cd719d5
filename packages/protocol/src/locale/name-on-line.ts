import { cleanName } from "../looks/clean.ts";
import { problemOfName } from "./own-names.ts";

/** Signs that begin lines of the terminal client by no author, besides those that no name begins with. */
const mark = /^[!+…→←·●✓✗|<>=~-]/u;

/**
 * Returns a name for the beginning of a line (TXT-7): in quotes if it could be taken for a line of somebody
 * else, because it was given before that was known, or by another program.
 */
export const nameOnLine = (name: string): string => {
  const clean = cleanName(name);
  const problem = problemOfName(clean);
  const isPlain = (problem === undefined || problem === "long") && !mark.test(clean);
  return isPlain ? clean : `«${clean.replaceAll(/[«»]/gu, "'")}»`;
};
