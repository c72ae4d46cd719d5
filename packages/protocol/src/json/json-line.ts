import { z } from "zod";
import { limitsSchema } from "../limits.ts";
import { localeSchema } from "../locale.ts";
import { seqSchema } from "../ids.ts";

/** What every object has that a program gets which speaks JSON lines (PRG-9). */
const everyLine = {
  /** Who says it: `server` for the chat itself, which nobody can be called. */
  name: z.string(),
  /** What is said, or what happened, in words. */
  message: z.string(),
};

/** Where a record stands in the log, and of whom it is. */
const ofRecord = {
  seq: seqSchema.min(1),
  /** ISO 8601. */
  time: z.string(),
  client_id: z.string(),
  room: z.string().optional(),
  /** It is shown again: from before one came, or because one asked. */
  history: z.literal(true).optional(),
};

/** What the client called the thing that is answered, where it did: its `id`. */
const ofClient = { id: z.union([z.string(), z.number()]).optional() };

/**
 * One line that a program gets which speaks JSON lines. Meanings are append-only: there may be more fields, and objects of
 * more types; those have `name` and `message` too.
 */
export const jsonLineSchema = z.discriminatedUnion("type", [
  /** Who one is and where; comes once a session, before anything else in JSON. */
  z.object({
    ...everyLine,
    type: z.literal("welcome"),
    you: z.object({ client_id: z.string(), name: z.string() }),
    room: z.string(),
    /** Where the log is. */
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
    /** `/me`: what somebody does, not says. */
    action: z.literal(true).optional(),
    /** One said it oneself, over this connection or another. */
    own: z.literal(true).optional(),
    /** Between the two of them only. */
    private: z.literal(true).optional(),
    /** `seq` of the message that this one answers. */
    reply_to: seqSchema.optional(),
    /** It was changed: `message` is what it says now. */
    edited: z.literal(true).optional(),
    /** It was taken back: `message` is empty. */
    deleted: z.literal(true).optional(),
  }),
  /** Something happened. */
  z.object({
    ...everyLine,
    ...ofRecord,
    type: z.literal("notice"),
    /** Type of the record: `connected`, `disconnected`, `renamed` … */
    event: z.string(),
    /** Name of whom it is about. */
    who: z.string().optional(),
    /** `seq` of the message that something was done to. */
    target: seqSchema.optional(),
    /** With `reacted`: the emoji, and whether it was taken away. */
    emoji: z.string().optional(),
    withdrawn: z.literal(true).optional(),
    /** With `edited`: what the message says now. */
    text: z.string().optional(),
  }),
  /** What one said is saved. */
  z.object({
    ...everyLine,
    ...ofClient,
    type: z.literal("acknowledged"),
    seq: seqSchema.min(1),
    time: z.string(),
  }),
  /** What a command answers, and what waits for who comes; several lines stand in one `message`. */
  z.object({ ...everyLine, ...ofClient, type: z.literal("answer") }),
  /** Something was not done: `message` says why, and what to send instead. */
  z.object({
    ...everyLine,
    ...ofClient,
    type: z.literal("error"),
    code: z.string(),
    retry_after_ms: z.int().min(0).optional(),
  }),
  /** The last one. */
  z.object({
    ...everyLine,
    type: z.literal("goodbye"),
    /** Of the table of close codes, also where the transport has none. */
    code: z.int(),
    retry_after_ms: z.int().min(0).optional(),
  }),
]);
export type JsonLine = z.infer<typeof jsonLineSchema>;
