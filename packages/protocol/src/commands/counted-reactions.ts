import { z } from "zod";
import { seqSchema } from "../ids.ts";

/** The count of each emoji below a message, in the order in which it was first set. */
export const countedReactionsSchema = z.object({
  seq: seqSchema,
  reactions: z.array(
    z.object({
      emoji: z.string(),
      count: z.int().min(1),
      /** Whether the client's own is among them. */ own: z.boolean(),
    }),
  ),
});
export type CountedReactions = z.infer<typeof countedReactionsSchema>;
