import { commandTable } from "./command-table.ts";
import { findCommand } from "./suggest.ts";
import { seenOf, unseenStart } from "./unseen.ts";

/** A complete code. */
const codeBefore = /^\S+\s+/u;
/** A complete name, in quotes if it has spaces. */
const nameBefore = /^(?:"[^"]*"|«[^»]*»|[^\s"«]\S*)\s+/u;

/** The argument before the password, by command; commands that are not listed have none. */
const befores: Readonly<Record<string, RegExp>> = { login: nameBefore, recover: codeBefore };

/**
 * Returns the position of the password in a line being typed, if a command takes one (TXT-6): after
 * `/register `, and after the name in `/login NAME ` and the code in `/recover CODE `. Undefined while there
 * is nothing to hide.
 */
export const secretStart = (typed: string): number | undefined => {
  const begin = unseenStart(typed);
  const [head = "", word = ""] = /^\/(\S+)\s+/u.exec(typed.slice(begin)) ?? [];
  const found = word === "" ? undefined : findCommand<unknown>(seenOf(word), commandTable);
  if (!found?.secret) return undefined;
  const behind = begin + head.length;
  const before = befores[found.name];
  if (before === undefined) return behind;
  const shown = before.exec(typed.slice(behind))?.[0];
  return shown === undefined ? undefined : behind + shown.length;
};
