import { commandTable, findCommand, secretStart } from "@beseda/protocol";

/** The data that a form asks for instead of the field, so that no password can be read there (TXT-6). */
export type Secret =
  | { readonly command: "register"; readonly password: string }
  | { readonly command: "login"; readonly name: string; readonly password: string }
  | { readonly command: "recover"; readonly reset: string; readonly password: string }
  | { readonly command: "password"; readonly old: string; readonly new: string };

/** Returns what to hide in the typed text; undefined while there is nothing. */
export const secretIn = (typed: string): Secret | undefined => {
  const start = secretStart(typed);
  if (start === undefined) return undefined;
  const head = typed.slice(0, start).trim();
  const rest = typed.slice(start);
  const [word = ""] = head.split(/\s/u, 1);
  const found = findCommand<unknown>(word.slice(1), commandTable);
  switch (found?.name) {
    case "login":
      return { command: "login", name: withoutQuotes(head.slice(word.length).trim()), password: rest };
    case "recover":
      return { command: "recover", reset: head.slice(word.length).trim(), password: rest };
    case "password": {
      const [old = "", ...more] = rest.split(/\s+/u);
      return { command: "password", old, new: more.join(" ") };
    }
    default:
      return { command: "register", password: rest };
  }
};

const withoutQuotes = (name: string): string => name.replace(/^["«](?<inside>[^]*)["»]$/u, "$<inside>");
