import { block, unblock, type BlockCommand } from "./block.ts";
import type { Circumstances, Decision } from "./circumstances.ts";
import { decline, invite, uninvite, type InvitationCommand } from "./invitation.ts";
import { direct, type Direct } from "./direct.ts";
import { edit, type Edit } from "./edit.ts";
import { remove, say, type MessageCommand } from "./message.ts";
import { ban, grant, kick, mute, slow, unban, unmute, type ModerationCommand } from "./moderation.ts";
import { connect, disconnect, rename, type PeopleCommand } from "./people.ts";
import { reconcile, register, type RegistrationCommand } from "./registration.ts";
import { pin, unpin, type Pin, type Unpin } from "./pin.ts";
import { react, type React } from "./reaction.ts";
import { report, resolve, type ReportCommand } from "./report.ts";
import { archive, create, join, leave, setTitle, setTopic, type RoomCommand } from "./room.ts";
import { checkPort, stop, type RunCommand } from "./run.ts";
import type { ChatFacts } from "./state.ts";

/** A change that somebody asks for. */
export type Command =
  | RunCommand
  | PeopleCommand
  | RegistrationCommand
  | MessageCommand
  | Edit
  | React
  | Pin
  | Unpin
  | RoomCommand
  | Direct
  | ModerationCommand
  | InvitationCommand
  | BlockCommand
  | ReportCommand;

type Commands = { readonly [Asked in Command as Asked["kind"]]: Asked };
type Kind = keyof Commands;
type CommandOf<Some extends Kind> = { [One in Some]: Commands[One] & { readonly kind: One } }[Some];

/** The function that decides each command. */
const decisions: { readonly [One in Kind]: Decision<Commands[One]> } = {
  stop,
  "check-port": checkPort,
  connect,
  disconnect,
  rename,
  register,
  reconcile,
  say,
  delete: remove,
  edit,
  react,
  pin,
  unpin,
  create,
  join,
  leave,
  topic: setTopic,
  title: setTitle,
  archive,
  direct,
  kick,
  ban,
  unban,
  mute,
  unmute,
  slow,
  role: grant,
  invite,
  uninvite,
  decline,
  block,
  unblock,
  report,
  resolve,
};

/**
 * Decides a command: returns the records to append, none if nothing changes.
 * @throws {ChatError} a refusal, for the person to read
 */
export const decide = <Some extends Kind>(
  state: ChatFacts,
  command: CommandOf<Some>,
  circumstances: Circumstances,
): ReturnType<Decision<Command>> => decisions[command.kind](state, command, circumstances);
