import { z } from "zod";
import { roomInvitationSchema } from "./commands/room-invitation.ts";
import { readSchema } from "./commands/read.ts";
import { personSchema } from "./commands/room.ts";
import { knownRoomSchema } from "./room-name.ts";

/** A transient state (DEL-7): the newest value of a client counts, and none of them is ever in the log. */
export const signalSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("typing"),
    client_id: z.string(),
    name: z.string(),
    room: z.string(),
    /** Expires after `typingLastsMs`, in case its end never arrives. */
    typing: z.boolean(),
  }),
  z.object({
    kind: z.literal("presence"),
    client_id: z.string(),
    name: z.string(),
    presence: z.enum(["active", "away"]),
  }),
  // Sent only to the sessions of `client_id`, with the whole state, so that the newest one is enough.
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

/** Time for which somebody counts as typing after a signal. */
export const typingLastsMs = 6000;

/** `session.typing` */
export const typingSchema = z.object({ room: knownRoomSchema, typing: z.boolean() });
/** `session.presence` */
export const presenceSchema = z.object({ presence: z.enum(["active", "away"]) });
