import { commandTable } from "./command-table.ts";
import { findCommand } from "./suggest.ts";

/** A name, in quotes where it has spaces, that is finished. */
const nameBefore = /^(?:"[^"]*"|«[^»]*»|[^\s"«]\S*)\s+/u;

/**
 * Where the password begins in what is being typed, if a command asks for one (TXT-6): behind `/register `, and behind
 * the name in `/login NAME `. Undefined where there is nothing to hide yet.
 */
export const secretStart = (typed: string): number | undefined => {
  const [, head = "", word = ""] = /^(\s*\/(\S+)\s+)/u.exec(typed) ?? [];
  const found = word === "" ? undefined : findCommand<unknown>(word, commandTable);
  if (!found?.secret) return undefined;
  if (found.name !== commandTable.login.name) return head.length;
  const name = nameBefore.exec(typed.slice(head.length))?.[0];
  return name === undefined ? undefined : head.length + name.length;
};
