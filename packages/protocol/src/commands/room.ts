import { z } from "zod";
import { nameSchema } from "../name.ts";
import { seqSchema } from "../ids.ts";
import { knownRoomSchema, lobby, roomNameSchema } from "../room-name.ts";
import { topicSchema } from "../text.ts";
import { pageOfList, pageSchema } from "../page.ts";
import { absent, knownRoom, pageOrNone, roomOrHere } from "./arguments.ts";
import { countedReactionsSchema } from "./counted-reactions.ts";
import { command } from "./define-command.ts";
import { calling, onLines, saysDone } from "./outcome.ts";
import { mutation, query } from "./procedure.ts";
import { readMarkSchema, unreadSchema } from "./read.ts";

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
  /** `seq`s of the messages that are kept before everybody's eyes, in the order in which they were pinned; missing for none (ROOM-3). */
  pins: z.array(seqSchema).optional(),
  /** The last of them; 0 or missing for none. */
  pinned: seqSchema.optional(),
  /** Of a room of two: the other has left it, and reads what is said when they come back (DIR-3). */
  other_left: z.boolean().optional(),
  /** Up to where one has read it; missing from servers of an earlier version, and `unread` with it (UNR-1). */
  read: readMarkSchema.optional(),
  /** Messages behind that which count; 100 stands for more than 99 (UNR-2). */
  unread: unreadSchema.optional(),
});
export type RoomSummary = z.infer<typeof roomSummarySchema>;

/** A room in the list of all that can be joined by name. */
const roomListingSchema = z.object({
  room: z.string(),
  topic: z.string(),
  /** Members that are online. */
  members: z.number(),
  /** Whether the client that asks is one. */
  member: z.boolean(),
});
export type RoomListing = Readonly<z.infer<typeof roomListingSchema>>;

/** Somebody by `client_id`, with the name that they had. */
export const personSchema = z.object({ client_id: z.string(), name: z.string() });
export type Person = z.infer<typeof personSchema>;

const roomSchema = z.object({ room: knownRoomSchema });

export const roomProcedures = {
  /** All rooms of the client, or those whose newest record is before `before`, the newest first. */
  list: query("room.list", {
    input: z.object({ before: seqSchema.optional() }).default({}),
    answer: z.array(roomSummarySchema),
  }),
  /** Every room that can be joined by its name, a page at a time. */
  directory: query("room.directory", { input: pageSchema, answer: z.array(roomListingSchema) }),
  /**
   * The records of a room before `before` (the newest ones without it), oldest first: without a hole, as many as hold
   * `limit` messages, at most 1,000 and 256 KiB. The answer's `after` is where they begin: 0 for the beginning of the room.
   * What was done to messages of the page behind it comes with it (MSG-6).
   */
  history: query("room.history", {
    input: z.object({
      room: knownRoomSchema,
      before: seqSchema.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    answer: z.object({
      events: z.array(z.unknown()),
      after: seqSchema.optional(),
      /** The newest `edited` of each message of the page, and the `reacted` that hold, as far as they stand behind the page. */
      later: z.array(z.unknown()).optional(),
      /** `seq`s of `reacted` in the page that hold no more. */
      undone: z.array(seqSchema).optional(),
      /** Messages with more reactions than `later` has: how many of each emoji, instead of all that would be in it. */
      counted: z.array(countedReactionsSchema).optional(),
    }),
  }),
  /** Members that are online. */
  members: query("room.members", { input: roomSchema, answer: z.array(personSchema) }),
  /** A room that is not there is opened, where its name is not that of a private one. */
  join: mutation("room.join", { input: roomSchema, answer: roomSummarySchema }),
  leave: mutation("room.leave", { input: roomSchema, answer: z.unknown() }),
  /** Of a private room the answer has the name; it ends in random characters. */
  create: mutation("room.create", {
    input: z.object({ room: roomNameSchema, private: z.boolean().default(false) }),
    answer: roomSummarySchema,
  }),
  title: mutation("room.title", {
    input: z.object({ room: knownRoomSchema, title: topicSchema }),
    answer: z.unknown(),
  }),
  archive: mutation("room.archive", {
    input: z.object({ room: knownRoomSchema, archived: z.boolean().default(true) }),
    answer: z.unknown(),
  }),
  /** An empty topic takes it away. */
  topic: mutation("room.topic", {
    input: z.object({ room: knownRoomSchema, topic: topicSchema }),
    answer: roomSummarySchema,
  }),
  /** The private room with somebody who is online, by name or `client_id`; opens it where there is none yet. */
  direct: mutation("room.direct", { input: z.object({ name: nameSchema }), answer: roomSummarySchema }),
};

/** How many messages a look back shows unless it says so. */
const lookBack = 20;

const recordCount = z
  .union([
    absent,
    z
      .string()
      .regex(/^\d{1,4}$/u)
      .transform(Number),
  ])
  .pipe(z.int().min(1).max(200).default(lookBack))
  .transform((count) => ({ count }));

/** `-` takes the topic away, nothing asks for it. */
const topicOrNothing = z
  .union([absent, z.literal("-").transform(() => ""), topicSchema])
  .transform((topic): { topic?: string } => (topic === undefined ? {} : { topic }));

/** `NAME`, or `NAME private`. */
const newRoom = z
  .string()
  .transform((text) => text.replace(/^#/u, "").split(/\s+/u))
  .pipe(z.tuple([roomNameSchema], z.enum(["private", "закрытая"])))
  .refine((words) => words.length <= 2)
  .transform(([room, ...kind]) => ({ room, private: kind.length > 0 }));

/** Nothing archives, `off` opens the room again. */
const archiveOrNot = z
  .union([z.literal("").transform(() => true), z.literal("off").transform(() => false)])
  .transform((archived) => ({ archived }));

export const roomCommands = {
  who: command("who", {
    aliases: ["w", "names", "кто"],
    arguments: roomOrHere,
    completes: "room",
    procedure: roomProcedures.members,
    call: (given, here) => {
      const { room } = { ...here, ...given };
      return calling(roomProcedures.members, { room }, (members, { wordFor }, lines) => {
        const names = members.map(({ client_id, name }) =>
          name === client_id ? name : `${name} (${client_id})`,
        );
        return { lines: [lines.who(wordFor(room), names)] };
      });
    },
  }),
  rooms: command("rooms", {
    aliases: ["list", "комнаты"],
    arguments: pageOrNone,
    procedure: roomProcedures.directory,
    call: ({ page }) =>
      calling(roomProcedures.directory, { page }, (listed, viewer, lines) => ({
        lines: [
          lines.rooms(pageOfList("rooms", listed.length, page)),
          ...listed.map(
            ({ member, room, ...listing }) =>
              `  ${lines.room({ ...listing, room: viewer.wordFor(room), here: member })}`,
          ),
        ],
      })),
  }),
  join: command("join", {
    aliases: ["j", "войти"],
    arguments: knownRoom,
    completes: "room",
    procedure: roomProcedures.join,
    call: ({ room }) =>
      calling(roomProcedures.join, { room }, ({ room: joined, topic }, viewer, lines) => ({
        lines: onLines(viewer, lines.here(joined), ...(topic === "" ? [] : [lines.topic(joined, topic)])),
        room: joined,
      })),
  }),
  part: command("part", {
    aliases: ["leave", "уйти"],
    arguments: roomOrHere,
    completes: "room",
    procedure: roomProcedures.leave,
    call: (given, here) => {
      const { room } = { ...here, ...given };
      return calling(roomProcedures.leave, { room }, (_, viewer, lines) => {
        const isElsewhere = room !== viewer.room;
        return {
          lines: onLines(viewer, lines.here(isElsewhere ? viewer.room : lobby)),
          ...(!isElsewhere && { room: lobby }),
        };
      });
    },
  }),
  topic: command("topic", {
    aliases: ["тема"],
    arguments: topicOrNothing,
    procedure: roomProcedures.topic,
    call: ({ topic }, { room }) =>
      topic === undefined
        ? undefined
        : calling(roomProcedures.topic, { room, topic }, (summary, viewer, lines) => ({
            lines: onLines(viewer, lines.topic(room, summary.topic)),
          })),
  }),
  history: command("history", {
    aliases: ["история"],
    arguments: recordCount,
    procedure: roomProcedures.history,
  }),
  create: command("create", {
    aliases: ["открыть"],
    arguments: newRoom,
    procedure: roomProcedures.create,
    call: (given) =>
      calling(roomProcedures.create, given, ({ room }, viewer, lines) => ({
        lines: onLines(viewer, lines.here(room)),
        room,
      })),
  }),
  title: command("title", {
    aliases: ["название"],
    arguments: topicSchema.refine((title) => title !== "").transform((title) => ({ title })),
    procedure: roomProcedures.title,
    call: ({ title }, { room }) => calling(roomProcedures.title, { room, title }, saysDone),
  }),
  archive: command("archive", {
    aliases: ["архив"],
    arguments: archiveOrNot,
    procedure: roomProcedures.archive,
    call: ({ archived }, { room }) => calling(roomProcedures.archive, { room, archived }, saysDone),
  }),
};
