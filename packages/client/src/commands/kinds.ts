import { callOf, commandTable, isCommandName, lobby } from "@beseda/protocol";
import type { ServerInvocation } from "../chat-client.ts";

/** Commands that are carried out in another way than by their procedure. */
const own: ReadonlySet<string> = new Set([
  "help",
  "me",
  "history",
  "since",
  "lang",
  "echo",
  "numbers",
  "reply",
  "login",
  "logout",
  "quit",
]);

/** Whether a command may wait on disk for its turn: it changes something, and nothing in it is a secret (CLI-2). */
export const isKept = (invocation: ServerInvocation): boolean => {
  const { secret, unkept } = commandTable[invocation.command];
  return !secret && !unkept && callOf(invocation, { room: lobby })?.procedure.type === "mutation";
};

/** Returns a command that was kept by this or an earlier version: the server judges its arguments. */
export const invocationFrom = (stored: {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}): ServerInvocation | undefined => {
  const { name, arguments: given } = stored;
  const invocation = { command: name, arguments: given };
  return isInvocation(invocation) ? invocation : undefined;
};

const isInvocation = (value: { readonly command: string }): value is ServerInvocation =>
  isCommandName(value.command) && !own.has(value.command);

/** A command as a person would type it. */
export const typedOf = ({ command, arguments: given }: ServerInvocation): string => {
  const words = Object.entries(given).flatMap(([key, value]: readonly [string, unknown]) => {
    if (command === "msg" && key === "text") return [];
    if (key === "withdrawn") return value === undefined ? [] : [value === true ? "off" : "on"];
    if (typeof value === "number") return [String(value)];
    if (typeof value !== "string" || value === "") return [];
    return [key === "text" ? value : quoted(value)];
  });
  return [`/${command}`, ...words].join(" ");
};

const quoted = (word: string): string => (/\s/u.test(word) ? `"${word}"` : word);

/** Whether a command leads into another room than the one it is typed in. */
export const leads = ({ command, arguments: given }: ServerInvocation, room: string): boolean => {
  switch (command) {
    case "msg":
    case "join":
    case "create":
      return true;
    case "part":
      return (given.room ?? room) === room;
    default:
      return false;
  }
};
