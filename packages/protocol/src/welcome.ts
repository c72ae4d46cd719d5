import { z } from "zod";
import { roomInvitationSchema } from "./commands/room-invitation.ts";
import { personSchema, roomSummarySchema } from "./commands/room.ts";
import { limitsSchema } from "./limits.ts";
import { localeSchema } from "./locale.ts";
import { seqSchema } from "./ids.ts";
import { parseRecord } from "./record.ts";

/** Why a cursor could not be resumed from. Older clients would not understand further reasons. */
export const resetReasonSchema = z.enum(["other-log", "future-cursor", "bad-cursor"]);
export type ResetReason = z.infer<typeof resetReasonSchema>;

/** The first item that a client receives. */
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
  /** Run of the server: give it back with the cursor, as its proof. */
  run: z.string().optional(),
  /** Position that the following items continue from. */
  seq: seqSchema,
  rooms: z.array(roomSummarySchema),
  /** If there are more rooms than these: the `before` with which `room.list` has them. */
  rooms_before: seqSchema.optional(),
  /** Rooms that the client is invited to, 20 at most; missing for none (DIR-2). */
  invitations: z.array(roomInvitationSchema).optional(),
  /** People whom the client has blocked, 200 at most; missing for nobody (DIR-4). */
  blocked: z.array(personSchema).optional(),
  /** Number of open reports that the client, as a moderator, has to decide; missing for none (DIR-5). */
  reports: z.int().min(0).optional(),
  locale: localeSchema,
  limits: limitsSchema,
  server: z.object({ name: z.string(), version: z.string() }),
  /** Whether the records continue without a gap from the requested cursor. */
  resumed: z.boolean(),
  /** Why not, if a cursor was requested. */
  reset: resetReasonSchema.optional(),
});
export type Welcome = z.infer<typeof welcomeSchema>;

/** One item of `events.follow`. */
export const feedItemSchema = z.union([
  z.object({ welcome: welcomeSchema }),
  z.object({ events: z.array(z.unknown().transform(parseRecord)) }),
]);
export type FeedItem = z.infer<typeof feedItemSchema>;
