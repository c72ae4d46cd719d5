import { z } from "zod";
import { nameSchema } from "../name.ts";
import { familiarPlaceOf, knownRoomSchema } from "../room-name.ts";
import { knownRoom, nothing, split } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling, saysDone } from "./outcome.ts";
import { mutation, query } from "./procedure.ts";
import { personSchema } from "./room.ts";

/** An open invitation as the invited person sees it: without the contents of the room (DIR-2). */
export const roomInvitationSchema = z.object({
  room: z.string(),
  /** The title of the room, if that is not its name. */
  title: z.string().optional(),
  by: z.string(),
  by_name: z.string(),
  /** ISO 8601. */
  time: z.string(),
});
export type RoomInvitation = z.infer<typeof roomInvitationSchema>;

/** An open invitation as its maker sees it. */
const madeInvitationSchema = z.object({ room: z.string(), ...personSchema.shape, time: z.string() });
export type MadeInvitation = z.infer<typeof madeInvitationSchema>;

const invitationListSchema = z.object({
  received: z.array(roomInvitationSchema),
  made: z.array(madeInvitationSchema),
});
export type InvitationList = z.infer<typeof invitationListSchema>;

/** A person by name or `client_id`, present or not. */
const inviteSchema = z.object({ room: knownRoomSchema, name: nameSchema });

export const roomInvitationProcedures = {
  /** Invites somebody; they become a member when they join. */
  invite: mutation("room.invite", { input: inviteSchema, answer: z.unknown() }),
  uninvite: mutation("room.uninvite", { input: inviteSchema, answer: z.unknown() }),
  /** Declines an invitation; a private room may be named without the end of its name, `~книги`. */
  decline: mutation("room.decline", { input: z.object({ room: knownRoomSchema }), answer: z.unknown() }),
  /** Lists the open invitations that the client got, and those that it made. */
  invitations: query("room.invitations", { input: undefined, answer: invitationListSchema }),
};

const aRoom = z
  .string()
  .transform((text) => text.replace(/^#/u, ""))
  .pipe(knownRoomSchema);
const noRoom = z.literal("").transform(() => undefined);

/** `NAME [ROOM]` */
const nameAndRoom = z
  .string()
  .transform(split)
  .pipe(z.object({ name: nameSchema, rest: z.union([noRoom, aRoom]) }))
  .transform(({ name, rest }): { name: string; room?: string } => ({
    name,
    ...(rest !== undefined && { room: rest }),
  }));

export const roomInvitationCommands = {
  invite: command("invite", {
    aliases: ["позвать"],
    arguments: nameAndRoom,
    completes: "name",
    procedure: roomInvitationProcedures.invite,
    call: ({ name, ...given }, here) => {
      const { room } = { ...here, ...given };
      return calling(roomInvitationProcedures.invite, { room, name }, (_, __, lines) => ({
        lines: [lines.invitationSent(name, familiarPlaceOf(room))],
      }));
    },
  }),
  uninvite: command("uninvite", {
    aliases: ["отозвать"],
    arguments: nameAndRoom,
    completes: "name",
    procedure: roomInvitationProcedures.uninvite,
    call: (given, { room }) => calling(roomInvitationProcedures.uninvite, { room, ...given }, saysDone),
  }),
  decline: command("decline", {
    aliases: ["отказаться"],
    arguments: knownRoom,
    completes: "room",
    procedure: roomInvitationProcedures.decline,
    call: ({ room }) => calling(roomInvitationProcedures.decline, { room }, saysDone),
  }),
  invitations: command("invitations", {
    aliases: ["приглашения"],
    arguments: nothing,
    procedure: roomInvitationProcedures.invitations,
    call: () =>
      calling(roomInvitationProcedures.invitations, undefined, ({ received, made }, _, lines) => ({
        lines: [
          lines.invitations(received.length, made.length),
          ...received.map(({ room, by_name }) => `  ${lines.invitation(by_name, familiarPlaceOf(room))}`),
          ...made.map(({ room, name }) => `  ${lines.invitationMade(name, familiarPlaceOf(room))}`),
        ],
      })),
  }),
};
