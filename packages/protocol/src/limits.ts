import { z } from "zod";

/** Limits of the server; the greeting has them for every client. */
export const limitsSchema = z.object({
  /** Bytes of one frame or line. */
  frame_bytes: z.int().positive(),
  /** Characters of one message. */
  message_characters: z.int().positive(),
  /** Characters of a name. */
  name_characters: z.int().positive(),
  /** Messages of each room that a newcomer gets, with the events between them. */
  history_records: z.int().min(0),
  /** Time for a client to introduce itself, in milliseconds. */
  introduce_ms: z.int().positive(),
  /** Requests in one batch frame. */
  batch: z.int().positive(),
  /** Open subscriptions of one connection. */
  subscriptions: z.int().positive(),
  /** Rooms that a guest may have opened, if that is limited (ROOM-1). */
  guest_rooms: z.int().positive().optional(),
  /** Rooms of an account that are not archived, if that is limited. */
  account_rooms: z.int().positive().optional(),
});
export type Limits = z.infer<typeof limitsSchema>;

/** The default limits. */
export const defaultLimits: Limits = {
  frame_bytes: 65_536,
  message_characters: 4000,
  name_characters: 32,
  history_records: 50,
  introduce_ms: 10_000,
  batch: 32,
  subscriptions: 8,
};
