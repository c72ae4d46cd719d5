import { z } from "zod";
import { roomInvitationSchema } from "./commands/room-invitation.ts";
import { readSchema } from "./commands/read.ts";
import { personSchema } from "./commands/room.ts";
import { knownRoomSchema } from "./room-name.ts";

/** Something that passes (DEL-7): the newest value of a client counts, and none of them is ever in the log. */
export const signalSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("typing"),
    client_id: z.string(),
    name: z.string(),
    room: z.string(),
    /** Forgotten by itself after `typingLastsMs`, in case the end of it never comes. */
    typing: z.boolean(),
  }),
  z.object({
    kind: z.literal("presence"),
    client_id: z.string(),
    name: z.string(),
    presence: z.enum(["active", "away"]),
  }),
  // To the sessions of `client_id` alone: the whole of it, so that the newest one is enough.
  z.object({
    kind: z.literal("invitations"),
    client_id: z.string(),
    invitations: z.array(roomInvitationSchema),
  }),
  z.object({ kind: z.literal("blocked"), client_id: z.string(), blocked: z.array(personSchema) }),
  z.object({ kind: z.literal("reports"), client_id: z.string(), reports: z.int().min(0) }),
  z.object({ kind: z.literal("read"), client_id: z.string(), room: z.string(), ...readSchema.shape }),
]);
export type Signal = z.infer<typeof signalSchema>;

/** How long somebody counts as typing after having said so. */
export const typingLastsMs = 6000;

/** `session.typing` */
export const typingSchema = z.object({ room: knownRoomSchema, typing: z.boolean() });
/** `session.presence` */
export const presenceSchema = z.object({ presence: z.enum(["active", "away"]) });
