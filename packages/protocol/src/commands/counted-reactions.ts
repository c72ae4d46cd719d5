import { z } from "zod";
import { seqSchema } from "../ids.ts";

/** How often each emoji stands below a message, in the order in which it was first set. */
export const countedReactionsSchema = z.object({
  seq: seqSchema,
  reactions: z.array(
    z.object({
      emoji: z.string(),
      count: z.int().min(1),
      /** Whether one's own is among them. */ own: z.boolean(),
    }),
  ),
});
export type CountedReactions = z.infer<typeof countedReactionsSchema>;
