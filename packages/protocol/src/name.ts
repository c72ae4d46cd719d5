import { z } from "zod";
import { cleanName, unseen, withoutUnseen } from "./looks/clean.ts";
import { asItIsTaken, looksOf } from "./looks/looks.ts";
import { hasAtMost } from "./text.ts";

/** `client_id` of the server itself. */
export const serverId = "server";

/** Stands for all people where somebody could be named. */
export const everybody = "*";

/**
 * Returns the key by which names are compared: «Анна» and «анна» are one name, and so are names that look the
 * same although their letters are of different alphabets or have invisible characters between them (NAM-2).
 */
export const nameKey = (name: string): string =>
  looksOf(asItIsTaken(withoutUnseen(cleanName(name)))).replaceAll(unseen, "");

const longestName = 32;

/** Name of somebody who is or was there: 1 to 32 characters once clean. For new ones: {@link nameProblem}. */
export const nameSchema = z
  .string()
  .max(1024)
  .transform(cleanName)
  .refine((name) => name.length > 0 && hasAtMost(name, longestName), {
    error: "a name has 1 to 32 visible characters",
  });

/** Colons, including those that the list of look-alikes lacks. */
const colon = /[:\u1361\u1365\u1366\u1804\u2982\uA6F4]/u;
/** Letters that look like a colon, but not among letters of their own script. */
const letterLikeColon =
  /(?<=\p{Script=Devanagari})\u0903|(?<=\p{Script=Gujarati})\u0A83|(?<=\p{Script=Lisu})\uA4FD/gu;
/** Signs that begin a line, a command or a place; a letter never counts, whatever it looks like (`ノ`). */
const start = /^[/#@*[\u266F\u2042\u2051\u2731\u2732\u273B-\u273D\u3010\u3014\u3016\u27E6]/u;

/** Reasons why nobody can take a name. */
export type NameProblem = "unseen" | "long" | "colon" | "start";

/**
 * Returns why nobody can take a name (NAM-3); undefined for a good one. Names that were given before a rule
 * are kept: this does not affect asking for somebody by name, or logging in.
 */
export const nameProblem = (typed: string): NameProblem | undefined => {
  const name = cleanName(typed);
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return "unseen";
  if (!hasAtMost(name, longestName)) return "long";
  if (colon.test(looksOf(name.replaceAll(letterLikeColon, "")))) return "colon";
  return !/^\p{L}/u.test(name) && start.test(looksOf(name)) ? "start" : undefined;
};

/** Password of an account; never kept, never in the log. */
export const passwordSchema = z
  .string()
  .min(8, { error: "a password has at least 8 characters" })
  .max(256, { error: "a password has at most 256 characters" })
  .transform((password) => password.normalize("NFKC"));
