import { z } from "zod";
import { limitsSchema } from "../limits.ts";
import { localeSchema } from "../locale.ts";
import { seqSchema } from "../ids.ts";
import { fileSchema } from "../record.ts";

/** Fields of every object that is sent to a program that speaks JSON lines (PRG-9). */
const everyLine = {
  /** Name of the speaker: `server` for the chat itself, a name that nobody can have. */
  name: z.string(),
  /** The text that is said, or what happened, in words. */
  message: z.string(),
};

/** The position of a record in the log, and the client that it is about. */
const ofRecord = {
  seq: seqSchema.min(1),
  /** ISO 8601. */
  time: z.string(),
  client_id: z.string(),
  room: z.string().optional(),
  /** The record is shown again: it is from before the client came, or the client asked for it. */
  history: z.literal(true).optional(),
  /** The record that the client asked for, among those around it. */
  hit: z.literal(true).optional(),
};

/** The `id` that the client gave the object that is answered, if any. */
const ofClient = { id: z.union([z.string(), z.number()]).optional() };

/**
 * One line sent to a program that speaks JSON lines. Meanings are append-only: fields and types of objects
 * may be added; those objects have `name` and `message` too.
 */
export const jsonLineSchema = z.discriminatedUnion("type", [
  /** The client's identity and room; sent once a session, before anything else in JSON. */
  z.object({
    ...everyLine,
    type: z.literal("welcome"),
    you: z.object({ client_id: z.string(), name: z.string() }),
    room: z.string(),
    /** Current position of the log. */
    seq: seqSchema,
    locale: localeSchema,
    limits: limitsSchema,
    server: z.object({ name: z.string(), version: z.string() }),
  }),
  /** Somebody said something. */
  z.object({
    ...everyLine,
    ...ofRecord,
    type: z.literal("message"),
    /** `/me`: the text describes what somebody does. */
    action: z.literal(true).optional(),
    /** The client said it itself, over this connection or another. */
    own: z.literal(true).optional(),
    /** The message is between the two of them only. */
    private: z.literal(true).optional(),
    /** `seq` of the message that this one answers. */
    reply_to: seqSchema.optional(),
    /** It is a file: `message` is its name and size, then what was written with it. */
    file: fileSchema.optional(),
    /** The message was said elsewhere, and imported; `said_at` is when, if that is known. */
    imported: z.literal(true).optional(),
    said_at: z.string().optional(),
    /** The message was changed: `message` is its current text. */
    edited: z.literal(true).optional(),
    /** The message was deleted: `message` is empty. */
    deleted: z.literal(true).optional(),
  }),
  /** Something happened. */
  z.object({
    ...everyLine,
    ...ofRecord,
    type: z.literal("notice"),
    /** Type of the record: `connected`, `disconnected`, `renamed` … */
    event: z.string(),
    /** Name of the person that it is about. */
    who: z.string().optional(),
    /** `seq` of the message that was acted on. */
    target: seqSchema.optional(),
    /** With `reacted`: the emoji, and whether it was removed. */
    emoji: z.string().optional(),
    withdrawn: z.literal(true).optional(),
    /** With `edited`: the current text of the message. */
    text: z.string().optional(),
  }),
  /** The client's message is saved. */
  z.object({
    ...everyLine,
    ...ofClient,
    type: z.literal("acknowledged"),
    seq: seqSchema.min(1),
    time: z.string(),
  }),
  /** The answer to a command, or news that awaits a newcomer; one `message` may have several lines. */
  z.object({ ...everyLine, ...ofClient, type: z.literal("answer") }),
  /** A request was not carried out: `message` says why, and what to send instead. */
  z.object({
    ...everyLine,
    ...ofClient,
    type: z.literal("error"),
    code: z.string(),
    retry_after_ms: z.int().min(0).optional(),
  }),
  /** The last line. */
  z.object({
    ...everyLine,
    type: z.literal("goodbye"),
    /** A code of the table of close codes, even if the transport has none. */
    code: z.int(),
    retry_after_ms: z.int().min(0).optional(),
  }),
]);
export type JsonLine = z.infer<typeof jsonLineSchema>;
