import { z } from "zod";
import { cursorSchema } from "./cursor.ts";
import {
  idSchema,
  knownRoomSchema,
  localeSchema,
  nameSchema,
  roomNameSchema,
  seqSchema,
  textSchema,
  topicSchema,
} from "./names.ts";

/** What a connection says of itself, in tRPC's `connectionParams`. */
export const introductionSchema = z.object({
  name: nameSchema.optional(),
  token: z.string().max(128).optional(),
  locale: localeSchema.optional(),
  /**
   * The session that this connection goes on with, where it is still open; `new` from a client that has none but will
   * come back to one that it loses. Without it a lost connection ends its session at once.
   */
  session: z.string().max(32).optional(),
  /** Program and version. */
  client: z.string().max(64).optional(),
});
export type Introduction = z.infer<typeof introductionSchema>;

/** `events.follow`: from nowhere, from a cursor, or (a stock client that resumes) from its last event id. */
export const followSchema = z
  .object({
    after: cursorSchema.optional(),
    lastEventId: z.string().max(128).nullish(),
  })
  .default({});
export type Follow = z.infer<typeof followSchema>;

/** `message.send` */
export const sendSchema = z.object({
  id: idSchema,
  room: knownRoomSchema,
  text: textSchema,
  reply_to: seqSchema.optional(),
  action: z.literal(true).optional(),
});
export type Send = z.infer<typeof sendSchema>;

/** `room.history`: the records of a room before `before` (the newest ones without it), oldest first. */
export const historySchema = z.object({
  room: knownRoomSchema,
  before: seqSchema.optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type History = z.infer<typeof historySchema>;

/** `room.join` */
export const roomSchema = z.object({ room: roomNameSchema });
/** `room.leave`, `room.members` */
export const knownRoomInputSchema = z.object({ room: knownRoomSchema });
/** `room.topic`; an empty topic takes it away. */
export const setTopicSchema = z.object({ room: knownRoomSchema, topic: topicSchema });
/** `room.direct`: a name or a `client_id` of somebody who is online. */
export const directSchema = z.object({ name: nameSchema });
/** `session.speak` */
export const speakSchema = z.object({ locale: localeSchema });
/** `session.rename` */
export const renameSchema = z.object({ name: nameSchema });
/** `session.quit` */
export const quitSchema = z.object({ farewell: textSchema.optional() }).default({});
