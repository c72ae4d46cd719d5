import { z } from "zod";
import { nameSchema } from "../name.ts";
import { seqSchema } from "../ids.ts";
import { roleSchema } from "../role.ts";
import { knownRoomSchema, lobby, roomNameSchema } from "../room-name.ts";
import { topicSchema } from "../text.ts";
import { pageOfList, pageSchema } from "../page.ts";
import { absent, knownRoom, pageOrNone, roomOrHere } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling, onLines, saysDone } from "./outcome.ts";
import { historyCommand, historyProcedure } from "./history.ts";
import { mutation, query } from "./procedure.ts";
import { readMarkSchema, unreadSchema } from "./read.ts";

/** A room as its members see it in a list. */
export const roomSummarySchema = z.object({
  room: z.string(),
  /** Its title, if that is not its name. */
  title: z.string().optional(),
  /** Whether it is read-only. */
  archived: z.boolean().optional(),
  topic: z.string(),
  /** Clients that are members. */
  members: z.int().min(0),
  /** `seq` of its newest record, 0 for none. */
  last: seqSchema,
  /** `seq`s of the pinned messages, in the order in which they were pinned; missing for none (ROOM-3). */
  pins: z.array(seqSchema).optional(),
  /** The last of the pinned messages; 0 or missing for none. */
  pinned: seqSchema.optional(),
  /** The client's role in the room, where it moderates there; earlier servers do not send it (ROOM-4). */
  role: roleSchema.optional().catch(undefined),
  /** In a room of two: the other person has left, and reads new messages when they come back (DIR-3). */
  other_left: z.boolean().optional(),
  /** The mark up to which the client has read it; earlier servers send neither it nor `unread` (UNR-1). */
  read: readMarkSchema.optional(),
  /** Number of messages after that mark that count; 100 means more than 99 (UNR-2). */
  unread: unreadSchema.optional(),
  /** Number of those that mention the client; missing for none (UNR-2). */
  mentions: unreadSchema.optional(),
});
export type RoomSummary = z.infer<typeof roomSummarySchema>;

/** A room in the list of all that can be joined by name. */
const roomListingSchema = z.object({
  room: z.string(),
  topic: z.string(),
  /** Members that are online. */
  members: z.number(),
  /** Whether the requesting client is a member. */
  member: z.boolean(),
  /** What the client has not read there, and how much of it mentions them; missing for nothing (UNR-2). */
  unread: unreadSchema.optional(),
  mentions: unreadSchema.optional(),
});
export type RoomListing = Readonly<z.infer<typeof roomListingSchema>>;

/** A person by `client_id`, with the name that they had. */
export const personSchema = z.object({ client_id: z.string(), name: z.string() });
export type Person = z.infer<typeof personSchema>;

const roomSchema = z.object({ room: knownRoomSchema });

export const roomProcedures = {
  /** Lists all rooms of the client, or those whose newest record is before `before`, the newest first. */
  list: query("room.list", {
    input: z.object({ before: seqSchema.optional() }).default({}),
    answer: z.array(roomSummarySchema),
  }),
  /** Lists the rooms that can be joined by name and the client's own `~` rooms, a page at a time. */
  directory: query("room.directory", { input: pageSchema, answer: z.array(roomListingSchema) }),
  history: historyProcedure,
  /** Lists the members that are online. */
  members: query("room.members", { input: roomSchema, answer: z.array(personSchema) }),
  /** Joins a room; opens one that does not exist, unless its name is that of a private room. */
  join: mutation("room.join", { input: roomSchema, answer: roomSummarySchema }),
  leave: mutation("room.leave", { input: roomSchema, answer: z.unknown() }),
  /** Opens a room; the answer has the name of a private one, which ends in random characters. */
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
  /** Sets the topic; an empty one removes it. */
  topic: mutation("room.topic", {
    input: z.object({ room: knownRoomSchema, topic: topicSchema }),
    answer: roomSummarySchema,
  }),
  /** Returns the room of two with somebody online, by name or `client_id`; opens it if there is none. */
  direct: mutation("room.direct", { input: z.object({ name: nameSchema }), answer: roomSummarySchema }),
};

/** `-` removes the topic, an empty argument asks for it. */
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

/** An empty argument archives, `off` opens the room again. */
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
  history: historyCommand,
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
