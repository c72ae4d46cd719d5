import { command, commandTable as shared, type InvocationOf } from "@beseda/protocol";
import { z } from "zod";

const nothing = z.literal("").transform(() => ({}));

/** The number of a message, as it stands in what was found. */
const messageNumber = z
  .string()
  .regex(/^#?\d{1,15}$/u)
  .transform((typed) => ({ seq: Number(typed.replace("#", "")) }));

/** A room as the status line shows it: `#книги` or `книги`, `~книги`, and `@Борис` for the talk with him. */
const roomOrPerson = z
  .string()
  .max(128)
  .transform((typed) => typed.replace(/^#/u, "").trim())
  .refine((room) => room !== "" && (/^[@~]/u.test(room) || shared.join.read(room) !== undefined))
  .transform((room) => ({ room }));

/**
 * Leaves out the commands that are of no use here: the client itself shows what was missed, always shows
 * own messages, and speaks the language it was started with.
 */
const { since: _1, echo: _2, lang: _3, quit, ...served } = shared;

/**
 * The commands that the terminal client carries out, in the order in which `/help` lists them (TXT-5): rows
 * of the table that all of Beseda shares, and some that only a client can have, which knows what was shown
 * and has an outbox.
 */
export const commandTable = {
  ...served,
  join: command("join", { aliases: shared.join.aliases, completes: "room", arguments: roomOrPerson }),
  more: command("more", { aliases: ["ещё", "еще", "дальше"], arguments: nothing }),
  go: command("go", { aliases: ["перейти"], completes: "message", arguments: messageNumber }),
  unread: command("unread", { aliases: ["непрочитанное"], arguments: nothing }),
  retry: command("retry", { aliases: ["повторить"], arguments: nothing }),
  discard: command("discard", { aliases: ["выбросить"], arguments: nothing }),
  quit,
};

export type CommandName = keyof typeof commandTable;
/** One of the commands with its arguments. */
export type CommandInvocation = InvocationOf<typeof commandTable>;

export const isCommandName = (name: string): name is CommandName => name in commandTable;

/** The names, in the order of the table. */
export const commandNames: readonly CommandName[] = Object.keys(commandTable).filter(isCommandName);
