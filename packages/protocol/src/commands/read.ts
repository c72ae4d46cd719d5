import { z } from "zod";
import { seqSchema } from "../ids.ts";
import { knownRoomSchema } from "../room-name.ts";
import { mutation } from "./procedure.ts";

/** Given by the server, never twice the same for one mark; 0 for what nobody has set. */
const versionSchema = z.int().min(0);

/** Up to where somebody has read a room (UNR-1). */
export const readMarkSchema = z.object({ seq: seqSchema, version: versionSchema });

/** Messages behind a mark that count; 100 stands for more than 99 (UNR-2). */
export const unreadSchema = z.int().min(0);

export const readSchema = readMarkSchema.extend({ unread: unreadSchema });
export type Read = z.infer<typeof readSchema>;

export const readProcedures = {
  /** What one has read, or (with a lower `seq`) has not. Answers the mark that holds. */
  set: mutation("read.set", {
    input: z.object({
      room: knownRoomSchema,
      seq: seqSchema,
      /** Of the mark that this one goes on from: where another device has set it anew meanwhile, that one stays. */
      version: versionSchema.optional(),
    }),
    answer: readSchema,
  }),
};
