import { z } from "zod";
import { limitsSchema } from "./limits.ts";
import { localeSchema, seqSchema } from "./names.ts";
import { parseRecord } from "./record.ts";

/** A room as its members see it in a list. */
export const roomSummarySchema = z.object({
  room: z.string(),
  /** What it is called, where that is not its name. */
  title: z.string().optional(),
  /** It can only be read. */
  archived: z.boolean().optional(),
  topic: z.string(),
  /** Clients that are members. */
  members: z.int().min(0),
  /** `seq` of its newest record, 0 for none. */
  last: seqSchema,
  /** Of a room of two: the other has left it, and reads what is said when they come back (DIR-3). */
  other_left: z.boolean().optional(),
});
export type RoomSummary = z.infer<typeof roomSummarySchema>;

/** One login of one's own, as it is listed. */
export interface LoginListing {
  readonly id: number;
  readonly via: string;
  /** Program and version, as it named itself. */
  readonly client: string;
  /** Where it was used last: shown to its owner only. */
  readonly address: string;
  /** ISO 8601. */
  readonly since: string;
  readonly seen: string;
  /** Where it is in use now: the addresses of its open sessions. */
  readonly open: readonly string[];
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** A room in the list of all that can be joined by name. */
export interface RoomListing {
  readonly room: string;
  readonly topic: string;
  /** Members that are online. */
  readonly members: number;
  /** Whether the client that asks is one. */
  readonly member: boolean;
}

/** Somebody by `client_id`, with the name that they had. */
export const personSchema = z.object({ client_id: z.string(), name: z.string() });
export type Person = z.infer<typeof personSchema>;

/** An open invitation as the invited sees it: nothing of what is in the room (DIR-2). */
export const roomInvitationSchema = z.object({
  room: z.string(),
  /** What it is called, where that is not its name. */
  title: z.string().optional(),
  by: z.string(),
  by_name: z.string(),
  /** ISO 8601. */
  time: z.string(),
});
export type RoomInvitation = z.infer<typeof roomInvitationSchema>;

/** An open invitation as who made it sees it. */
export const madeInvitationSchema = z.object({ room: z.string(), ...personSchema.shape, time: z.string() });
export type MadeInvitation = z.infer<typeof madeInvitationSchema>;

/** The answer to `room.invitations`. */
export const invitationListSchema = z.object({
  received: z.array(roomInvitationSchema),
  made: z.array(madeInvitationSchema),
});
export type InvitationList = z.infer<typeof invitationListSchema>;

/** An open report as a moderator sees it (DIR-5). */
export const reportListingSchema = z.object({
  /** `seq` of the report: what it is closed by. */
  id: seqSchema,
  time: z.string(),
  /** Who was reported. */
  ...personSchema.shape,
  by: z.string(),
  by_name: z.string(),
  /** Where; missing for who is not in that room, where it is a private one. */
  room: z.string().optional(),
  /** `seq` of the message. */
  target: seqSchema.optional(),
  /** What the message says, for who may read it. */
  text: z.string().optional(),
  reason: z.string().optional(),
});
export type ReportListing = z.infer<typeof reportListingSchema>;

/** Why a cursor could not be resumed from. A reason of its own for each case would be one that older clients do not understand. */
export const resetReasonSchema = z.enum(["other-log", "future-cursor", "bad-cursor"]);
export type ResetReason = z.infer<typeof resetReasonSchema>;

/** The first thing that a client gets. */
export const welcomeSchema = z.object({
  /** The greeting, in the session's language. */
  message: z.string(),
  client_id: z.string(),
  name: z.string(),
  session: z.string(),
  /** Keeps `client_id` across reconnects: give it back in `connectionParams.token`. Secret. */
  token: z.string(),
  /** Name of the log; a cursor is good for this log only. */
  log: z.string(),
  /** Run of the server: give it back with the cursor, as a proof of it. */
  run: z.string().optional(),
  /** Position that the following items continue from. */
  seq: seqSchema,
  rooms: z.array(roomSummarySchema),
  /** Where there are more rooms than these: `room.list` has them with this `before`. */
  rooms_before: seqSchema.optional(),
  /** Rooms that one is invited to, 20 at most; missing for none (DIR-2). */
  invitations: z.array(roomInvitationSchema).optional(),
  /** Whom one has blocked, 200 at most; missing for nobody (DIR-4). */
  blocked: z.array(personSchema).optional(),
  /** How many open reports wait for one's decision as a moderator; missing for none (DIR-5). */
  reports: z.int().min(0).optional(),
  locale: localeSchema,
  limits: limitsSchema,
  server: z.object({ name: z.string(), version: z.string() }),
  /** Whether the records continue gapless from the cursor that was asked for. */
  resumed: z.boolean(),
  /** Why not, where a cursor was asked for. */
  reset: resetReasonSchema.optional(),
});
export type Welcome = z.infer<typeof welcomeSchema>;

/** One item of `events.follow`. */
export const feedItemSchema = z.union([
  z.object({ welcome: welcomeSchema }),
  z.object({ events: z.array(z.unknown().transform(parseRecord)) }),
]);
export type FeedItem = z.infer<typeof feedItemSchema>;

/** The answer to a message: durable at `seq`. */
export const acknowledgementSchema = z.object({
  seq: seqSchema,
  time: z.iso.datetime(),
  /** The id was known: this is the answer to its first arrival. */
  duplicate: z.boolean(),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;
