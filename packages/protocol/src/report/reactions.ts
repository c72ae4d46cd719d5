import { z } from "zod";
import { count, person } from "./units.ts";

const personCount = z.object({ ...person, count });

/** What people do to messages. Reactions that were withdrawn, or whose message was taken back, do not count. */
export const reactionsReportSchema = z.object({
  count,
  /** Reactions that were set and withdrawn. */
  withdrawn: count,
  reacted_messages: count,
  /** People who have reacted. */
  people: count,
  edits: count,
  edited_messages: count,
  /** Messages that were taken back. */
  deleted: count,
  /** Messages that are pinned when the log ends. */
  pinned: count,
  /** The most frequent first, at most 50, as all below. */
  emoji: z.array(z.object({ emoji: z.string(), count })),
  given: z.array(personCount),
  /** People by the reactions to what they said. */
  received: z.array(personCount),
  /** Messages by their `seq`. The author is null where that was too long ago. */
  messages: z.array(
    z.object({
      seq: count,
      room: z.string(),
      client_id: z.string().nullable(),
      name: z.string().nullable(),
      count,
      /** The three most frequent. */
      emoji: z.array(z.string()),
    }),
  ),
});
export type ReactionsReport = z.infer<typeof reactionsReportSchema>;
