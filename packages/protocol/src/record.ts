import { z } from "zod";
import { seqSchema, viaSchema } from "./ids.ts";
import { roleSchema } from "./role.ts";
import { sessionStatusSchema } from "./close-code.ts";
import { isKnownType, knownTypes } from "./record-type.ts";

const everyRecord = {
  /** Position in the log: dense, given at append, never reused. */
  seq: seqSchema.min(1),
  /** ISO 8601, UTC, milliseconds; never goes back within a log. */
  time: z.iso.datetime(),
  /** Who it is about: `Client_N`, or `server`. */
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

/** Who did something to somebody else. */
const bySomebody = { by: z.string(), by_name: z.string() };

/** Whom somebody blocks: their `client_id` and name at that time, `everybody` in both for all. */
const ofTarget = { target: z.string(), target_name: z.string() };

/** What a moderator does; `client_id` and `name` are of whom it is done to. */
export const moderationSchema = z.enum(["kick", "ban", "unban", "mute", "unmute", "slow", "role"]);
export type Moderation = z.infer<typeof moderationSchema>;

/** How far a ban reaches. Addresses themselves are never in the log. */
export const banScopeSchema = z.enum(["account", "address", "network"]);
export type BanScope = z.infer<typeof banScopeSchema>;

/** What a session is known by: one stay of one client. */
const ofSession = { session: z.string() };
/** The client has another session: it was here before, or stays, and nobody is told (SES-8). */
const quiet = { quiet: z.literal(true).optional() };

/** Of people of the room, by `client_id` (MSG-5). */
const mentionsSchema = z.array(z.string());

/** One schema for the line in the file, the event on the wire and the row in a report. */
export const recordSchema = z.discriminatedUnion("type", [
  z.object({
    ...everyRecord,
    type: z.literal("server-started"),
    /** Name of the log that is written from here on. */
    log: z.string(),
    version: z.string(),
    /** Name of this run of the server. */
    run: z.string().optional(),
    /** The log was made of the records of another program; no server has run on it before the next start. */
    imported: z.literal(true).optional(),
    /** The log is a branch: up to `seq` it is the log of that name, and goes on otherwise (LOG-11). */
    continues: z.object({ log: z.string(), seq: seqSchema }).optional(),
  }),
  z.object({ ...everyRecord, type: z.literal("server-stopped") }),
  /** A connection was gone at once without a word: no session, nobody is told (SES-9). */
  z.object({
    ...everyRecord,
    type: z.literal("port-checked"),
    via: viaSchema,
    /** How many came since the record of this type before, where they came too fast to have one each. */
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
    /** Who invited them, where somebody did. */ by: z.string().optional(),
  }),
  z.object({
    ...inRoom,
    type: z.literal("left"),
    /** Who removed them, where somebody did. */ by: z.string().optional(),
  }),
  z.object({
    ...inRoom,
    type: z.literal("room-changed"),
    /** What the room is called from now on; its `room` stays. */
    title: z.string().optional(),
    /** Whether it can only be read from now on. */
    archived: z.boolean().optional(),
  }),
  z.object({
    ...inRoom,
    ...bySomebody,
    type: z.literal("moderated"),
    action: moderationSchema,
    reason: z.string().optional(),
    /** When a ban or a mute ends by itself; never without it. */
    until: z.iso.datetime().optional(),
    /** With `ban` and `unban`. */
    scope: banScopeSchema.optional(),
    /** With `slow`: seconds between two messages of one person, 0 for none. */
    seconds: z.int().min(0).optional(),
    /** With `role`: what they are from now on, in the room, or (lobby) on the server. */
    role: roleSchema.optional(),
  }),
  /**
   * Somebody is asked into a room; a member they become by `joined` only. `client_id` and `name` are theirs, and they
   * are not sent it: it is of the room.
   */
  z.object({ ...inRoom, ...bySomebody, type: z.literal("invited") }),
  /** Somebody who was invited will not come. */
  z.object({ ...inRoom, type: z.literal("declined") }),
  /** An invitation was taken back; `client_id` and `name` are of who was invited. */
  z.object({ ...inRoom, ...bySomebody, type: z.literal("invitation-withdrawn") }),
  /** `client_id` wants nothing more from `target`; of no room, so nobody is sent it. */
  z.object({ ...everyRecord, ...ofTarget, type: z.literal("blocked") }),
  z.object({ ...everyRecord, ...ofTarget, type: z.literal("unblocked") }),
  /** Somebody was reported to the moderators; `client_id` and `name` are theirs. Of no room: nobody is sent it. */
  z.object({
    ...everyRecord,
    ...bySomebody,
    type: z.literal("reported"),
    name: z.string(),
    /** The room that it is about. */
    in: z.string(),
    /** `seq` of the message that it is about, where it is about one. */
    target: seqSchema.min(1).optional(),
    reason: z.string().optional(),
  }),
  /** A moderator has dealt with a report: what it says besides is what the report said. */
  z.object({
    ...everyRecord,
    ...bySomebody,
    type: z.literal("report-resolved"),
    name: z.string(),
    in: z.string(),
    target: seqSchema.min(1).optional(),
    /** Who had made it. */
    reporter: z.string(),
    /** `seq` of the report. */
    report: seqSchema.min(1),
  }),
  /** A message was taken back; what it said is not shown any more. `client_id` is of its author. */
  z.object({ ...inRoom, ...bySomebody, type: z.literal("deleted"), target: seqSchema.min(1) }),
  /**
   * The text of a message was removed from the log (LOG-17): what is left of it says nothing. `digest` proves a text, to who
   * has the key beside the log. `client_id` and `name` are of its author.
   */
  z.object({ ...inRoom, type: z.literal("redacted"), target: seqSchema.min(1), digest: z.string() }),
  z.object({ ...inRoom, type: z.literal("topic"), topic: z.string() }),
  /** A message is kept before everybody's eyes from now on, beside those that are; without `target`, none is any more. */
  z.object({
    ...inRoom,
    type: z.literal("pinned"),
    id: z.string().optional(),
    target: seqSchema.min(1).optional(),
  }),
  /** A message is before everybody's eyes no more. */
  z.object({ ...inRoom, type: z.literal("unpinned"), id: z.string(), target: seqSchema.min(1) }),
  /** What the message `target` says from now on is `message`. `client_id` is of its author, who has changed it. */
  z.object({
    ...inRoom,
    type: z.literal("edited"),
    id: z.string(),
    session: z.string().optional(),
    target: seqSchema.min(1),
    mentions: mentionsSchema.optional(),
    /** As that of a message. */
    salt: z.string().optional(),
    /** The message was taken back: `message` is empty. Never in the log. */
    deleted: z.literal(true).optional(),
  }),
  /** `client_id` sets an emoji below the message `target`, or takes it away. */
  z.object({
    ...inRoom,
    type: z.literal("reacted"),
    id: z.string(),
    target: seqSchema.min(1),
    emoji: z.string(),
    withdrawn: z.literal(true).optional(),
  }),
  z.object({ ...inRoom, type: z.literal("renamed"), old_name: z.string() }),
  /** A name is that of an account from now on, and nobody else's; of no room, so nobody is sent it (IDN-12). */
  z.object({ ...everyRecord, type: z.literal("registered"), name: z.string() }),
  /** The account of that name is not there any more: the name is free. */
  z.object({ ...everyRecord, type: z.literal("unregistered"), name: z.string() }),
  z.object({
    ...inRoom,
    type: z.literal("message"),
    /** Idempotency key made by the sender. */
    id: z.string(),
    session: z.string().optional(),
    /** When it was said, where it was taken over from the log of another program. */
    said_at: z.iso.datetime().optional(),
    /** `seq` of the message that this one answers. */
    reply_to: seqSchema.optional(),
    /** `/me`: what somebody does, not says. */
    action: z.literal(true).optional(),
    /** Whom it calls by their name, as they were called then: the `client_id` of each. */
    mentions: mentionsSchema.optional(),
    /** It says what its author has changed it to. Never in the log: whoever lays changes over it sets this. */
    edited: z.literal(true).optional(),
    /** Random letters, so that the check of the record tells nothing of a text that was removed (LOG-17). */
    salt: z.string().optional(),
    /** It was taken back: `message` is empty. Never in the log, where what was said stays. */
    deleted: z.literal(true).optional(),
  }),
]);

/** A past fact in the log. */
export type ChatRecord = z.infer<typeof recordSchema>;
export type RecordType = ChatRecord["type"];
export type RecordOf<Type extends RecordType> = Extract<ChatRecord, { type: Type }>;

/** What the log gives a record at append. */
type GivenByLog = "seq" | "prev" | "time";
type Draft<Fact> = Fact extends unknown ? Omit<Fact, GivenByLog> : never;
/** A fact before the log gave it `seq`, `prev` and `time`. */
export type RecordDraft = Draft<ChatRecord>;

const unread = Symbol("unread");

/**
 * A record that this version does not understand: of a type that it does not know, or of a known one with a field that
 * is missing or other than it should be (LOG-12). Kept, passed on, never refused.
 */
export const unknownRecordSchema = z.looseObject({
  ...everyRecord,
  type: z.string(),
  room: z.string().optional(),
  prev: seqSchema.optional(),
});
export type UnknownRecord = z.infer<typeof unknownRecordSchema> & { readonly [unread]?: true };
export type AnyRecord = ChatRecord | UnknownRecord;

/** What a log of any other program has at least. */
export const bareRecordSchema = z.looseObject({
  time: z.string(),
  client_id: z.string(),
  sender: z.string(),
  message: z.string(),
});
export type BareRecord = z.infer<typeof bareRecordSchema>;

// The list of types must have those of the union, and no others: else these do not compile.
const typesOfUnion: Readonly<Record<RecordType, true>> = knownTypes;
const isTypeOfUnion: (type: string) => type is RecordType = isKnownType;

/**
 * Parses one record of the wire, or of a file. One of a known type that does not have its shape is an unknown record.
 * @throws {z.ZodError} where one of the fields that every record has is missing or wrong
 */
export const parseRecord = (value: unknown): AnyRecord => {
  const common = unknownRecordSchema.parse(value);
  if (!isTypeOfUnion(common.type)) return common;
  return recordSchema.safeParse(value).data ?? { ...common, [unread]: true };
};

/**
 * A record of our own log, with every field that its bytes have: the same object where this version understands it.
 * Otherwise it is marked, and has at least what every record has.
 */
export const recordInLog = (value: unknown): AnyRecord => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was looked at
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

/** The room that a record belongs to; undefined for what concerns the server as a whole. */
export const roomOf = (record: AnyRecord): string | undefined =>
  "room" in record && typeof record.room === "string" ? record.room : undefined;

/** Whether this version understands a record (LOG-12). */
export const isKnown = (record: AnyRecord): record is ChatRecord =>
  Object.hasOwn(typesOfUnion, record.type) && !(unread in record);

/** Whether a record is of a type, and this version understands it; narrows to its shape. */
export const isOf = <Type extends RecordType>(record: AnyRecord, type: Type): record is RecordOf<Type> =>
  record.type === type && !(unread in record);
