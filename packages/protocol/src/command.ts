import { z } from "zod";
import { cursorSchema } from "./cursor.ts";
import { banScopeSchema } from "./record.ts";
import {
  cleanName,
  everybody,
  idSchema,
  knownRoomSchema,
  passwordSchema,
  reasonSchema,
  roleSchema,
  localeSchema,
  nameSchema,
  roomNameSchema,
  seqSchema,
  textSchema,
  topicSchema,
} from "./names.ts";

/** Name and password of an account. */
export const credentialsSchema = z.object({ name: nameSchema, password: z.string().max(1024) });
export type Credentials = z.infer<typeof credentialsSchema>;

/** Secret of an invitation link. */
export const invitationCodeSchema = z.string().min(16).max(128);

/** What a connection says of itself, in tRPC's `connectionParams`. */
export const introductionSchema = z.object({
  name: nameSchema.optional(),
  token: z.string().max(128).optional(),
  /** Whether a name that somebody has registered is refused; without it another one like it is given. */
  registered: z.literal("refuse").optional(),
  /** Logs in with `name` as it connects; the greeting has the token for the next time. */
  password: z.string().max(1024).optional(),
  /** Lets somebody in who has neither. */
  invitation: invitationCodeSchema.optional(),
  /** With `password`: sets it for the account that the code is for, and logs in as that; a name is not looked at. */
  reset: invitationCodeSchema.optional(),
  locale: localeSchema.optional(),
  /**
   * The session that this connection goes on with, where it is still open; `new` from a client that has none but will
   * come back to one that it loses. Without it a lost connection ends its session at once.
   */
  session: z.string().max(32).optional(),
  /** Program and version. */
  client: z.string().max(64).transform(cleanName).optional(),
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

/** `room.list`: all rooms, or those whose newest record is before `before`, the newest first. */
export const roomPageSchema = z.object({ before: seqSchema.optional() }).default({});

/**
 * `room.history`: the records of a room before `before` (the newest ones without it), oldest first: without a hole, as
 * many as hold `limit` messages, at most 1,000 and 256 KiB. The answer's `after` is where they begin: 0 for the
 * beginning of the room.
 */
export const historySchema = z.object({
  room: knownRoomSchema,
  before: seqSchema.optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type History = z.infer<typeof historySchema>;

/** `room.join`: a room that is not there is opened, where its name is not that of a private one. */
export const roomSchema = z.object({ room: knownRoomSchema });
/** `room.leave`, `room.members` */
export const knownRoomInputSchema = z.object({ room: knownRoomSchema });
/** `room.topic`; an empty topic takes it away. */
export const setTopicSchema = z.object({ room: knownRoomSchema, topic: topicSchema });
/** `room.direct`: a name or a `client_id` of somebody who is online. */
export const directSchema = z.object({ name: nameSchema });
/** `session.speak` */
export const speakSchema = z.object({ locale: localeSchema });
/** `session.rename` */
/** What is wrong with a new name is for the chat to say. */
export const renameSchema = z.object({ name: z.string().max(1024).transform(cleanName) });
/** `session.quit` */
export const quitSchema = z.object({ farewell: textSchema.optional() }).default({});

/** `room.create`: of a private room the answer has the name; it ends in random characters. */
export const createRoomSchema = z.object({ room: roomNameSchema, private: z.boolean().default(false) });
/** `room.title` */
export const titleSchema = z.object({ room: knownRoomSchema, title: topicSchema });
/** `room.archive` */
export const archiveSchema = z.object({ room: knownRoomSchema, archived: z.boolean().default(true) });
/** `room.invite` and `room.uninvite`: somebody by name or `client_id`, present or not. */
export const inviteSchema = z.object({ room: knownRoomSchema, name: nameSchema });
/** `room.decline`: a private room also without the end of its name, `~книги`. */
export const declineSchema = z.object({ room: knownRoomSchema });

/** Somebody by name or `client_id`, or everybody. */
const anyoneSchema = z.union([z.literal(everybody), nameSchema]);
/** `people.block` */
export const blockSchema = z.object({ name: anyoneSchema });
/** `people.unblock` */
export const unblockSchema = z.object({ name: anyoneSchema });

/** `moderation.report`: somebody by name or `client_id`, or a message of theirs by its `seq`. */
export const reportInputSchema = z.object({
  room: knownRoomSchema,
  about: z.union([z.object({ name: nameSchema }), z.object({ seq: seqSchema.min(1) })]),
  reason: reasonSchema.default(""),
});
/** `moderation.resolve` */
export const resolveSchema = z.object({ id: seqSchema.min(1) });

/** When a ban or a mute ends by itself. */
const lasting = { lasts_ms: z.int().positive().max(3_155_760_000_000).optional() };
const because = { reason: reasonSchema.default("") };

/** `moderation.kick`; out of the lobby means out of the chat. */
export const kickSchema = z.object({ room: knownRoomSchema, name: nameSchema, ...because });
/** `moderation.ban` */
export const banSchema = z.object({
  name: nameSchema,
  scope: banScopeSchema.default("account"),
  ...lasting,
  ...because,
});
/** `moderation.unban` */
export const unbanSchema = z.object({ name: nameSchema });
/** `moderation.mute` */
export const muteSchema = z.object({ room: knownRoomSchema, name: nameSchema, ...lasting, ...because });
/** `moderation.unmute` */
export const unmuteSchema = z.object({ room: knownRoomSchema, name: nameSchema });
/** `moderation.slow` */
export const slowSchema = z.object({ room: knownRoomSchema, seconds: z.int().min(0).max(3600) });
/** `moderation.role`; in the lobby: on the server. */
export const grantSchema = z.object({ room: knownRoomSchema, name: nameSchema, role: roleSchema });
/** `message.remove` */
export const removeSchema = z.object({ room: knownRoomSchema, seq: seqSchema.min(1) });

/** `account.register`: the name is the one that the session has; refused where that is not `name`, as who asks saw it. */
export const registerSchema = z.object({ password: passwordSchema, name: z.string().max(1024).optional() });
/** `account.password` */
export const changePasswordSchema = z.object({ old: z.string().max(1024), new: passwordSchema });
/** `account.end` */
export const endLoginSchema = z.object({ id: z.int().min(1) });
/** `account.redeem` */
export const redeemSchema = z.object({ invitation: invitationCodeSchema });
/** `account.recover` */
export const recoverSchema = z.object({ reset: invitationCodeSchema, password: passwordSchema });
/** `account.reset` */
export const resetSchema = z.object({ name: nameSchema });
/** `account.invitation` */
export const invitationSchema = z.object({
  role: roleSchema.default("guest"),
  uses: z.int().min(1).max(10_000).default(1),
  lasts_ms: z
    .int()
    .positive()
    .max(365 * 86_400_000)
    .default(7 * 86_400_000),
});
