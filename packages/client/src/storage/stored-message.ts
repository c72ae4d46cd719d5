import { z } from "zod";
import { sayingSchema } from "../reason.ts";
import type { StoredMessage } from "../storage.ts";

/** A stored message, perhaps left by an earlier version or edited by hand: parsed before it is believed. */
export const storedMessageSchema = z.object({
  id: z.string(),
  room: z.string(),
  text: z.string(),
  reply_to: z.int().exactOptional(),
  action: z.literal(true).exactOptional(),
  time: z.iso.datetime(),
  sender: z.object({ client_id: z.string(), log: z.string() }).exactOptional(),
  failed: z.string().exactOptional(),
  why: sayingSchema.exactOptional(),
  discarded: z.literal(true).exactOptional(),
  command: z
    .object({
      name: z.string(),
      arguments: z.record(z.string(), z.unknown()),
      room: z.string(),
      begun: z.string().exactOptional(),
    })
    .exactOptional(),
}) satisfies z.ZodType<StoredMessage>;
