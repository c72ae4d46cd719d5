import { z } from "zod";
import { seqSchema } from "../ids.ts";
import { knownRoomSchema, placeOf } from "../room-name.ts";
import { absent, position } from "./arguments.ts";
import { command } from "./define-command.ts";
import { calling } from "./outcome.ts";
import { mutation } from "./procedure.ts";

/** Number that the server gives, never the same twice for one mark; 0 for a mark that nobody has set. */
const versionSchema = z.int().min(0);

/** The position up to which somebody has read a room (UNR-1). */
export const readMarkSchema = z.object({ seq: seqSchema, version: versionSchema });

/** Number of messages after a mark that count; 100 means more than 99 (UNR-2). */
export const unreadSchema = z.int().min(0);

export const readSchema = readMarkSchema.extend({
  unread: unreadSchema,
  /** Number of those that mention the client, up to 100; earlier servers send neither it nor `last`. */
  mentions: unreadSchema.optional(),
  /** `seq` of the newest record of the room that was there when they were counted. */
  last: seqSchema.optional(),
});
export type Read = z.infer<typeof readSchema>;

export const readProcedures = {
  /** Marks a room as read up to `seq`; a lower one makes the rest unread. Returns the mark that holds. */
  set: mutation("read.set", {
    input: z.object({
      room: knownRoomSchema,
      seq: seqSchema,
      /** Version of the mark that this one replaces: if another device has since set it, that mark stays. */
      version: versionSchema.optional(),
    }),
    answer: readSchema,
  }),
};

/** A position, or the newest of the room. */
const positionOrEnd = z.union([absent.transform((): { seq?: number } => ({})), position]);

export const readCommands = {
  read: command("read", {
    aliases: ["прочитано"],
    arguments: positionOrEnd,
    procedure: readProcedures.set,
    call: ({ seq = Number.MAX_SAFE_INTEGER }, { room }) =>
      calling(readProcedures.set, { room, seq }, (read, viewer, lines) => ({
        lines: [
          read.unread > 0
            ? lines.unread([{ ...read, place: placeOf(viewer.wordFor(room)) }], undefined)
            : lines.allRead(viewer.wordFor(room)),
        ],
      })),
  }),
};
