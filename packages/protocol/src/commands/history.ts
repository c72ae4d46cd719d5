import { z } from "zod";
import { seqSchema } from "../ids.ts";
import { knownRoomSchema } from "../room-name.ts";
import { absent, position } from "./arguments.ts";
import { countedReactionsSchema } from "./counted-reactions.ts";
import { command } from "./define-command.ts";
import { query } from "./procedure.ts";
import { typedTimeSchema, type TypedTime } from "./typed-time.ts";

/** ISO 8601: a date, which begins in UTC, or a date and time with its offset. */
const timeSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** The place that a page of history grows from: one of these, or none for the newest page. */
const placeSchema = z.object({
  /** The page ends before this record. */
  before: seqSchema.optional(),
  /** The page begins after this record. */
  after: seqSchema.optional(),
  /** The page has this record, with half of the messages before it. */
  around: seqSchema.min(1).optional(),
  /** The page is around the first record at or after this time; the newest page if there is none. */
  at: timeSchema.optional(),
});
export type HistoryPlace = z.input<typeof placeSchema>;

/**
 * Returns the records of a room at a place (HIST-1), oldest first: without a gap, as many as hold `limit`
 * messages, at most 1,000 and 256 KiB. The answer's `after` is where they begin: 0 for the beginning of the
 * room. Later changes to messages of the page come with it (MSG-6).
 */
export const historyProcedure = query("room.history", {
  input: placeSchema
    .extend({ room: knownRoomSchema, limit: z.int().min(1).max(200).default(50) })
    .refine(({ before, after, around, at }) => [before, after, around, at].filter(isGiven).length <= 1, {
      error: "a page has one place: before, after, around or at",
    }),
  answer: z.object({
    events: z.array(z.unknown()),
    after: seqSchema.optional(),
    /** Whether the client may read more of the room before the page; earlier servers do not tell. */
    older: z.boolean().optional(),
    /** Whether there is more of the room after the page; earlier servers do not tell. */
    newer: z.boolean().optional(),
    /** `seq` of the record that was asked for with `around` or `at`; missing if there is none. */
    hit: seqSchema.optional(),
    /** Records after the page: the newest `edited` of each of its messages, and the `reacted` in effect. */
    later: z.array(z.unknown()).optional(),
    /** `seq`s of `reacted` in the page that are no longer in effect. */
    undone: z.array(seqSchema).optional(),
    /** Messages with more reactions than `later` holds: a count per emoji instead of all records. */
    counted: z.array(countedReactionsSchema).optional(),
    /** `seq` of the last record that `counted` counts; earlier servers do not tell. */
    upto: seqSchema.optional(),
  }),
});

const isGiven = (value: unknown): boolean => value !== undefined;

/** The number of messages that `/history` shows by default. */
const lookBack = 20;

interface Wanted {
  readonly count: number;
  /** `seq` of a record, whose surroundings are wanted. */
  readonly around?: number;
  readonly at?: TypedTime;
}

const recordCount = z
  .union([
    absent,
    z
      .string()
      .regex(/^\d{1,4}$/u)
      .transform(Number),
  ])
  .pipe(z.int().min(1).max(200).default(lookBack))
  .transform((count): Wanted => ({ count }));

/** `#120`: without the sign it is a count. */
const oneRecord = z
  .string()
  .startsWith("#")
  .pipe(position)
  .refine(({ seq }) => seq > 0)
  .transform(({ seq }): Wanted => ({ count: lookBack, around: seq }));

const dateOrTime = typedTimeSchema.transform((at): Wanted => ({ count: lookBack, at }));

export const historyCommand = command("history", {
  aliases: ["история"],
  arguments: z.union([recordCount, oneRecord, dateOrTime]),
  procedure: historyProcedure,
});
