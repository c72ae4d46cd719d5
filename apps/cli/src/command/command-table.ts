import { command, commandTable as shared, type InvocationOf } from "@beseda/protocol";
import { z } from "zod";

const nothing = z.literal("").transform(() => ({}));

/**
 * The commands that the terminal client carries out, in the order in which `/help` lists them (TXT-3): rows of the
 * table that all of Beseda shares, and two about what was not delivered, which only a client with an outbox can have.
 */
export const commandTable = {
  help: shared.help,
  rooms: shared.rooms,
  join: shared.join,
  part: shared.part,
  me: shared.me,
  nick: shared.nick,
  retry: command("retry", { aliases: ["повторить"], arguments: nothing }),
  discard: command("discard", { aliases: ["выбросить"], arguments: nothing }),
  quit: shared.quit,
};

export type CommandName = keyof typeof commandTable;
/** One of the commands with its arguments. */
export type CommandInvocation = InvocationOf<typeof commandTable>;

export const isCommandName = (name: string): name is CommandName => name in commandTable;

/** The names, in the order of the table. */
export const commandNames: readonly CommandName[] = Object.keys(commandTable).filter(isCommandName);
