import { z } from "zod";
import { seqSchema } from "../ids.ts";
import { knownRoomSchema, placeOf } from "../room-name.ts";
import { command } from "./define-command.ts";
import { calling } from "./outcome.ts";
import { query } from "./procedure.ts";

/** The longest query, in characters. */
export const longestQuery = 300;

/** A message that was found, with the part of its text that shows why. */
const hitSchema = z.object({
  seq: seqSchema,
  room: z.string(),
  time: z.iso.datetime(),
  client_id: z.string(),
  /** The author's name at that time. */
  name: z.string(),
  /** A part of what it says now, on one line; `…` stands for what is left out. */
  snippet: z.string(),
  /** What was found within the snippet: where each begins and ends, in UTF-16 units. */
  ranges: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
  action: z.literal(true).optional(),
  edited: z.literal(true).optional(),
});
export type SearchHit = z.infer<typeof hitSchema>;

const foundSchema = z.object({
  hits: z.array(hitSchema),
  /** The `cursor` of the next page; missing at the end. A page may be short, or empty, and not be the last one. */
  next: z.string().optional(),
  /** Nothing was found as it was typed: these words were, which the same keys type on the other layout. */
  meant: z.string().optional(),
  /** The index does not have all messages yet: how much of the log it has, in percent. */
  indexed: z.int().min(0).max(99).optional(),
});
export type SearchFound = z.infer<typeof foundSchema>;

export const searchProcedures = {
  /** Finds messages that the client may read. */
  messages: query("search.messages", {
    input: z.object({
      query: z.string().max(longestQuery),
      /** Limits the search to a room, in addition to what the query says. */
      room: knownRoomSchema.optional(),
      /** `best`: the words as they were typed first, then other forms of them; each the newest first. */
      order: z.enum(["newest", "best"]).default("newest"),
      /** `next` of the page before. */
      cursor: z.string().max(100).optional(),
      limit: z.int().min(1).max(50).default(20),
    }),
    answer: foundSchema,
  }),
};

/** What is looked for, and which page of it. */
export type SearchRequest = z.input<typeof searchProcedures.messages.input>;

/** The number of messages that `/search` shows. */
const shown = 10;

export const searchCommands = {
  search: command("search", {
    aliases: ["find", "найти", "поиск"],
    arguments: z
      .string()
      .min(1)
      .max(longestQuery)
      .transform((text) => ({ query: text })),
    procedure: searchProcedures.messages,
    call: (given) =>
      calling(searchProcedures.messages, { ...given, limit: shown }, (found, viewer, lines) => {
        const { hits, meant, indexed, next } = found;
        const hasMore = next !== undefined;
        return {
          lines: [
            ...(indexed === undefined ? [] : [lines.searchIsBuilt(indexed)]),
            lines.found({ hits: hits.length, hasMore, meant }),
            ...hits.map(({ seq, time, room, name, snippet }) => {
              const when = `${viewer.clockAt(time).clock}, ${lines.day(new Date(time))}`;
              return `  #${seq} ${placeOf(viewer.wordFor(room))}, ${when}, ${name}: ${snippet}`;
            }),
          ],
        };
      }),
  }),
};
