import { commandTable } from "./command-table.ts";
import { findCommand } from "./suggest.ts";
import { seenOf, unseenStart } from "./unseen.ts";

/** A code that is finished. */
const codeBefore = /^\S+\s+/u;
/** A name, in quotes where it has spaces, that is finished. */
const nameBefore = /^(?:"[^"]*"|«[^»]*»|[^\s"«]\S*)\s+/u;

/** What stands before the password, by command; nothing does where there is none here. */
const befores: Readonly<Record<string, RegExp>> = { login: nameBefore, recover: codeBefore };

/**
 * Where the password begins in what is being typed, if a command asks for one (TXT-6): behind `/register `, and behind
 * the name in `/login NAME ` and the code in `/recover CODE `. Undefined where there is nothing to hide yet.
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
