import { z } from "zod";
import { seqSchema, viaSchema } from "./ids.ts";
import { roleSchema } from "./role.ts";
import { sessionStatusSchema } from "./close-code.ts";
import { isKnownType, knownTypes, posts, type PostType } from "./record-type.ts";

const everyRecord = {
  /** Position in the log: dense, given at append, never reused. */
  seq: seqSchema.min(1),
  /** ISO 8601, UTC, milliseconds; never goes back within a log. */
  time: z.iso.datetime(),
  /** The client that it is about: `Client_N`, or `server`. */
  client_id: z.string(),
  sender: z.enum(["client", "server"]),
  /** Text for a person. */
  message: z.string(),
};

const inRoom = {
  ...everyRecord,
  room: z.string(),
  /** `seq` of the record before this one in the same room, 0 for the first. */
  prev: seqSchema,
  /** The client's display name at that time. */
  name: z.string(),
};

/** The person who did something to somebody else. */
const bySomebody = { by: z.string(), by_name: z.string() };

/** The person whom somebody blocks: `client_id` and name at that time, or `everybody` in both for all. */
const ofTarget = { target: z.string(), target_name: z.string() };

/** The actions of a moderator; `client_id` and `name` are those of the person affected. */
export const moderationSchema = z.enum(["kick", "ban", "unban", "mute", "unmute", "slow", "role"]);
export type Moderation = z.infer<typeof moderationSchema>;

/** The scope of a ban. Addresses themselves are never in the log. */
export const banScopeSchema = z.enum(["account", "address", "network"]);
export type BanScope = z.infer<typeof banScopeSchema>;

/** The id of a session: one stay of one client. */
const ofSession = { session: z.string() };
/** The client has another session, so it was here before or stays, and nobody is notified (SES-8). */
const quiet = { quiet: z.literal(true).optional() };

/** The `client_id`s of people of the room (MSG-5). */
const mentionsSchema = z.array(z.string());

/** The most bytes that a character has in JSON: `\u0007`. */
const bytesOfLetter = 6;

/** What is known of a file that somebody sent. */
export const fileSchema = z.object({
  /** Its name, as its sender has it: 255 characters. Where it was redacted, as many blanks as its JSON had bytes. */
  name: z
    .string()
    .min(1)
    .max(255 * bytesOfLetter),
  /** Bytes. */
  size: z.int().min(0),
  /** Media type, by its bytes: `image/png`. */
  type: z.string(),
  /** SHA-256 of its bytes, in small hexadecimal digits. */
  sha256: z.string().regex(/^[\da-f]{64}$/u),
  /** Pixels, of a picture or a video. */
  width: z.int().min(1).optional(),
  height: z.int().min(1).optional(),
});
export type FileFacts = z.infer<typeof fileSchema>;

/** What somebody says or sends to a room. */
const posted = {
  ...inRoom,
  /** Idempotency key made by the sender. */
  id: z.string(),
  session: z.string().optional(),
  /** The time at which it was said, if it was imported from the log of another program. */
  said_at: z.iso.datetime().optional(),
  /** Where it was imported from, and its id there: the same twice is one message (LOG-20). */
  imported: z.object({ from: z.string(), id: z.string() }).optional(),
  /** `seq` of the message that this one answers. */
  reply_to: seqSchema.optional(),
  /** `/me`: the text describes what somebody does. */
  action: z.literal(true).optional(),
  /** The `client_id` of each person whom it mentions by their name at that time. */
  mentions: mentionsSchema.optional(),
  /** The text is that of its author's last edit. Never in the log: code that applies edits sets this. */
  edited: z.literal(true).optional(),
  /** Random letters, so that the record's check reveals nothing of a text that was removed (LOG-17). */
  salt: z.string().optional(),
  /** The message was deleted: `message` is empty. Never in the log, which keeps the text. */
  deleted: z.literal(true).optional(),
};

/** One schema for the line in the file, the event on the wire and the row in a report. */
export const recordSchema = z.discriminatedUnion("type", [
  z.object({
    ...everyRecord,
    type: z.literal("server-started"),
    /** Name of the log from here on. */
    log: z.string(),
    version: z.string(),
    /** Name of this run of the server. */
    run: z.string().optional(),
    /** The log was made from records of another program; no server has run on it before the next start. */
    imported: z.literal(true).optional(),
    /** The log is a branch: up to `seq` it is the log of that name, and differs after that (LOG-11). */
    continues: z.object({ log: z.string(), seq: seqSchema }).optional(),
  }),
  z.object({ ...everyRecord, type: z.literal("server-stopped") }),
  /** A connection closed at once without sending anything: no session, nobody is notified (SES-9). */
  z.object({
    ...everyRecord,
    type: z.literal("port-checked"),
    via: viaSchema,
    /** Number of checks since the previous record of this type, if they came too fast for one record each. */
    checks: z.int().min(2).optional(),
  }),
  z.object({
    ...inRoom,
    ...ofSession,
    ...quiet,
    type: z.literal("connected"),
    via: viaSchema,
    /** Program and version, as the client names itself. */
    client: z.string().optional(),
  }),
  z.object({
    ...inRoom,
    ...ofSession,
    ...quiet,
    type: z.literal("disconnected"),
    code: z.int(),
    status: sessionStatusSchema,
    duration_ms: z.int().min(0),
    /** Only with status `server-crashed`: when the session was last known to be alive. */
    last_seen: z.iso.datetime().optional(),
  }),
  z.object({ ...inRoom, type: z.literal("room-created") }),
  z.object({
    ...inRoom,
    type: z.literal("joined"),
    /** The person who invited them, if any. */ by: z.string().optional(),
  }),
  z.object({
    ...inRoom,
    type: z.literal("left"),
    /** The person who removed them, if any. */ by: z.string().optional(),
  }),
  z.object({
    ...inRoom,
    type: z.literal("room-changed"),
    /** The new title of the room; its `room` stays the same. */
    title: z.string().optional(),
    /** Whether the room is read-only from now on. */
    archived: z.boolean().optional(),
  }),
  z.object({
    ...inRoom,
    ...bySomebody,
    type: z.literal("moderated"),
    action: moderationSchema,
    reason: z.string().optional(),
    /** The time at which a ban or a mute expires; without it, it never does. */
    until: z.iso.datetime().optional(),
    /** Present with `ban` and `unban`. */
    scope: banScopeSchema.optional(),
    /** With `slow`: seconds between two messages of one person, 0 for none. */
    seconds: z.int().min(0).optional(),
    /** With `role`: their new role in the room, or (lobby) on the server. */
    role: roleSchema.optional(),
  }),
  /**
   * Somebody is invited to a room; only `joined` makes them a member. `client_id` and `name` are theirs, but
   * the record is not sent to them: it belongs to the room.
   */
  z.object({ ...inRoom, ...bySomebody, type: z.literal("invited") }),
  /** Somebody who was invited declines. */
  z.object({ ...inRoom, type: z.literal("declined") }),
  /** An invitation was withdrawn; `client_id` and `name` are those of the invited person. */
  z.object({ ...inRoom, ...bySomebody, type: z.literal("invitation-withdrawn") }),
  /** `client_id` blocks `target`; the record belongs to no room, so it is sent to nobody. */
  z.object({ ...everyRecord, ...ofTarget, type: z.literal("blocked") }),
  z.object({ ...everyRecord, ...ofTarget, type: z.literal("unblocked") }),
  /** Somebody was reported to the moderators; `client_id` and `name` are theirs. No room: sent to nobody. */
  z.object({
    ...everyRecord,
    ...bySomebody,
    type: z.literal("reported"),
    name: z.string(),
    /** The room that it is about. */
    in: z.string(),
    /** `seq` of the message that it is about, if any. */
    target: seqSchema.min(1).optional(),
    reason: z.string().optional(),
  }),
  /** A moderator has resolved a report; the other fields are those of the report. */
  z.object({
    ...everyRecord,
    ...bySomebody,
    type: z.literal("report-resolved"),
    name: z.string(),
    in: z.string(),
    target: seqSchema.min(1).optional(),
    /** The person who made the report. */
    reporter: z.string(),
    /** `seq` of the report. */
    report: seqSchema.min(1),
  }),
  /** A message was deleted; its text is no longer shown. `client_id` is that of its author. */
  z.object({ ...inRoom, ...bySomebody, type: z.literal("deleted"), target: seqSchema.min(1) }),
  /**
   * The text of a message was removed from the log (LOG-17): its remains reveal nothing. `digest` proves a
   * text to anyone who has the key kept beside the log. `client_id` and `name` are those of its author.
   */
  z.object({ ...inRoom, type: z.literal("redacted"), target: seqSchema.min(1), digest: z.string() }),
  z.object({ ...inRoom, type: z.literal("topic"), topic: z.string() }),
  /** A message is pinned, in addition to those that are; without `target`, all messages are unpinned. */
  z.object({
    ...inRoom,
    type: z.literal("pinned"),
    id: z.string().optional(),
    target: seqSchema.min(1).optional(),
  }),
  /** A message is no longer pinned. */
  z.object({ ...inRoom, type: z.literal("unpinned"), id: z.string(), target: seqSchema.min(1) }),
  /** The message `target` now has the text `message`. `client_id` is that of its author, who edited it. */
  z.object({
    ...inRoom,
    type: z.literal("edited"),
    id: z.string(),
    session: z.string().optional(),
    target: seqSchema.min(1),
    mentions: mentionsSchema.optional(),
    /** Same as the `salt` of a message. */
    salt: z.string().optional(),
    /** The message was deleted: `message` is empty. Never in the log. */
    deleted: z.literal(true).optional(),
  }),
  /** `client_id` adds an emoji to the message `target`, or removes it. */
  z.object({
    ...inRoom,
    type: z.literal("reacted"),
    id: z.string(),
    target: seqSchema.min(1),
    emoji: z.string(),
    withdrawn: z.literal(true).optional(),
  }),
  z.object({ ...inRoom, type: z.literal("renamed"), old_name: z.string() }),
  /** A name now belongs to an account alone; the record has no room, so it is sent to nobody (IDN-12). */
  z.object({ ...everyRecord, type: z.literal("registered"), name: z.string() }),
  /** The account of that name no longer exists: the name is free. */
  z.object({ ...everyRecord, type: z.literal("unregistered"), name: z.string() }),
  z.object({ ...posted, type: z.literal("message") }),
  /** A file; `message` is what its sender wrote with it, or empty (FIL-1). */
  z.object({
    ...posted,
    type: z.literal("file"),
    /** Missing only where the file was deleted; never in the log. */
    file: fileSchema.optional(),
  }),
]);

/** A past fact in the log. */
export type ChatRecord = z.infer<typeof recordSchema>;
export type RecordType = ChatRecord["type"];
export type RecordOf<Type extends RecordType> = Extract<ChatRecord, { type: Type }>;

/** What somebody has said or sent to a room: others read, answer and count it, and records point at it (MSG-1). */
export type Post = RecordOf<PostType>;

/** Fields that the log gives a record at append. */
type GivenByLog = "seq" | "prev" | "time";
type Draft<Fact> = Fact extends unknown ? Omit<Fact, GivenByLog> : never;
/** A fact before the log gave it `seq`, `prev` and `time`. */
export type RecordDraft = Draft<ChatRecord>;

const unread = Symbol("unread");

/**
 * A record that this version does not understand: one of an unknown type, or of a known one with a field that
 * is missing or invalid (LOG-12). It is kept and passed on, never refused.
 */
export const unknownRecordSchema = z.looseObject({
  ...everyRecord,
  type: z.string(),
  room: z.string().optional(),
  prev: seqSchema.optional(),
});
export type UnknownRecord = z.infer<typeof unknownRecordSchema> & { readonly [unread]?: true };
export type AnyRecord = ChatRecord | UnknownRecord;

/** The fields that a log of any other program has at least. */
export const bareRecordSchema = z.looseObject({
  time: z.string(),
  client_id: z.string(),
  sender: z.string(),
  message: z.string(),
});
export type BareRecord = z.infer<typeof bareRecordSchema>;

// The list of types must have exactly those of the union: otherwise these do not compile.
const typesOfUnion: Readonly<Record<RecordType, true>> = knownTypes;
const isTypeOfUnion: (type: string) => type is RecordType = isKnownType;

/**
 * Parses one record from the wire or a file. One of a known type without its shape becomes an unknown record.
 * @throws {z.ZodError} if one of the fields that every record has is missing or wrong
 */
export const parseRecord = (value: unknown): AnyRecord => {
  const common = unknownRecordSchema.parse(value);
  if (!isTypeOfUnion(common.type)) return common;
  return recordSchema.safeParse(value).data ?? { ...common, [unread]: true };
};

/**
 * Returns a record of our own log with every field that its bytes have: the same object if this version
 * understands it. Otherwise it is marked, and has at least the fields that every record has.
 */
export const recordInLog = (value: unknown): AnyRecord => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema accepts it
  if (recordSchema.safeParse(value).success) return value as ChatRecord;
  const fields: Readonly<Record<string, unknown>> = { ...Object(value) };
  const number = (field: string): number => (typeof fields[field] === "number" ? fields[field] : 0);
  const text = (field: string): string => (typeof fields[field] === "string" ? fields[field] : "");
  return {
    ...fields,
    seq: number("seq"),
    time: text("time"),
    type: text("type"),
    client_id: text("client_id"),
    sender: fields["sender"] === "client" ? "client" : "server",
    message: text("message"),
    [unread]: true,
  };
};

/** Returns the room that a record belongs to; undefined for a record that belongs to none. */
export const roomOf = (record: AnyRecord): string | undefined =>
  "room" in record && typeof record.room === "string" ? record.room : undefined;

/** Whether this version understands a record (LOG-12). */
export const isKnown = (record: AnyRecord): record is ChatRecord =>
  Object.hasOwn(typesOfUnion, record.type) && !(unread in record);

/** Whether a record is of a type, and this version understands it; narrows to its shape. */
export const isOf = <Type extends RecordType>(record: AnyRecord, type: Type): record is RecordOf<Type> =>
  record.type === type && !(unread in record);

/** Whether somebody has said or sent it, and this version understands it. */
export const isPost = (record: AnyRecord): record is Post =>
  Object.hasOwn(posts, record.type) && !(unread in record);
