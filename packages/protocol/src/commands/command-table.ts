import { accountCommands as account } from "./account.ts";
import { annotationCommands as annotation } from "./annotation.ts";
import type { InvocationOf } from "./define-command.ts";
import { messageCommands as message } from "./message.ts";
import { moderationCommands as moderation } from "./moderation.ts";
import type { Call, Here } from "./outcome.ts";
import { peopleCommands as people } from "./people.ts";
import { pinCommands as pin } from "./pin.ts";
import { readCommands as read } from "./read.ts";
import { reportCommands as report } from "./report.ts";
import { roomInvitationCommands as invitation } from "./room-invitation.ts";
import { roomCommands as room } from "./room.ts";
import { searchCommands } from "./search.ts";
import { sessionCommands as session } from "./session.ts";

/**
 * Every command of Beseda (TXT-3), in the order in which help lists them. The catalogue of texts says under
 * `commands` what each is for.
 */
export const commandTable = {
  help: session.help,
  nick: session.nick,
  who: room.who,
  rooms: room.rooms,
  join: room.join,
  part: room.part,
  topic: room.topic,
  ...pin,
  msg: message.msg,
  me: message.me,
  reply: message.reply,
  history: room.history,
  ...searchCommands,
  since: session.since,
  ...read,
  time: session.time,
  lang: session.lang,
  echo: session.echo,
  numbers: session.numbers,
  ping: session.ping,
  create: room.create,
  title: room.title,
  archive: room.archive,
  invite: invitation.invite,
  uninvite: invitation.uninvite,
  decline: invitation.decline,
  ...people,
  ...account,
  invitations: invitation.invitations,
  ...moderation,
  ...report,
  ...annotation,
  delete: message.delete,
  quit: session.quit,
};

export type CommandName = keyof typeof commandTable;
/** One of the commands with its arguments. */
export type CommandInvocation = InvocationOf<typeof commandTable>;

/** Returns the server call of a command; undefined for one that the caller has to carry out. */
export const callOf = (invocation: CommandInvocation, here: Here): Call | undefined =>
  commandTable[invocation.command].call(invocation.arguments, here);

/** Whether the table has a command of that name. */
export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commandTable, name);
/** The names, in the order of the table. */
export const commandNames: readonly CommandName[] = Object.keys(commandTable).filter(isCommandName);
