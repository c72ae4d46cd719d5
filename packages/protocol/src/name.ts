import { z } from "zod";
import { cleanName, unseen, withoutUnseen } from "./looks/clean.ts";
import { asItIsTaken, looksOf } from "./looks/looks.ts";
import { hasAtMost } from "./text.ts";

/** `client_id` of the server itself. */
export const serverId = "server";

/** Stands for all people where somebody could be named. */
export const everybody = "*";

/**
 * What two names are compared by: «Анна» and «анна» are one name, and so are names that look the same although their
 * letters are of different alphabets, or have something between them that nobody sees (NAM-2).
 */
export const nameKey = (name: string): string =>
  looksOf(asItIsTaken(withoutUnseen(cleanName(name)))).replaceAll(unseen, "");

const longestName = 32;

/** Name of somebody who is there already, or was: 1 to 32 characters after cleaning. What a new one has to keep besides is {@link nameProblem}. */
export const nameSchema = z
  .string()
  .max(1024)
  .transform(cleanName)
  .refine((name) => name.length > 0 && hasAtMost(name, longestName), {
    error: "a name has 1 to 32 visible characters",
  });

/** With what nobody has put on the list of look-alikes. */
const colon = /[:\u1361\u1365\u1366\u1804\u2982\uA6F4]/u;
/** Letters of a writing look like a colon to others, and are none among their own. */
const letterLikeColon =
  /(?<=\p{Script=Devanagari})\u0903|(?<=\p{Script=Gujarati})\u0A83|(?<=\p{Script=Lisu})\uA4FD/gu;
/** What a line, a command, or a place begins with; a letter never does, whatever it looks like (`ノ`). */
const start = /^[/#@*[\u266F\u2042\u2051\u2731\u2732\u273B-\u273D\u3010\u3014\u3016\u27E6]/u;

/** Why nobody can take a name. */
export type NameProblem = "unseen" | "long" | "colon" | "start";

/**
 * Why nobody can take a name (NAM-3); undefined for one that is good. Names that were given before a rule are kept: who
 * is asked for by a name, or logs in with it, is not held up by this.
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
