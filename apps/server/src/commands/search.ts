import {
  ChatError,
  cleanLine,
  fileOf,
  isPost,
  procedures,
  type SearchFound,
  type SearchHit,
} from "@beseda/protocol";
import { onOtherLayout, parseQuery, rangesOf, snippetOf, type SearchQuery } from "@beseda/search";
import { SearchFailedError, type FoundMessage, type SearchPlace } from "../search/search-index.ts";
import { wordsIn } from "../search/said.ts";
import type { Context } from "./context.ts";
import { procedure, router } from "./procedure.ts";
import { scopeOf } from "./search-scope.ts";

/** How long a search waits for what was just said. */
const longestWaitMs = 1000;

/** A place with the layout of its page: the next one is read as this one was. */
interface Cursor {
  readonly isOtherLayout: boolean;
  readonly place: SearchPlace;
}

const cursorPattern = /^(?<layout>[to])(?<tier>\d)\.(?<seq>\d{1,15})$/u;

const cursorOf = (text: string | undefined): Cursor | undefined => {
  const groups = text === undefined ? undefined : cursorPattern.exec(text)?.groups;
  return (
    groups && {
      isOtherLayout: groups["layout"] === "o",
      place: { tier: Number(groups["tier"]), seq: Number(groups["seq"]) },
    }
  );
};

const written = (place: SearchPlace, isOtherLayout: boolean): string =>
  `${isOtherLayout ? "o" : "t"}${place.tier}.${place.seq}`;

export const search = router({
  /** Finds messages that one may read, by their words (SRCH-6). */
  messages: procedure
    .input(procedures.search.messages.input)
    .query(async ({ ctx, input }): Promise<SearchFound> => {
      const { services, session } = ctx;
      services.search.admit(session.clientId);
      const query = parseQuery(input.query, new Date(services.clock.now()));
      await services.search.feed.catchUp(longestWaitMs);
      try {
        return await found(ctx, query, input);
      } catch (error) {
        if (error instanceof SearchFailedError) throw new ChatError("search-unavailable");
        throw error;
      }
    }),
});

type Input = ReturnType<typeof procedures.search.messages.input.parse>;

const found = async (context: Context, query: SearchQuery, input: Input): Promise<SearchFound> => {
  const { search } = context.services;
  const cursor = cursorOf(input.cursor);
  const other = onOtherLayout(query);
  const progress = search.feed.progress;
  if (progress.state === "failed") throw new ChatError("search-unavailable");
  const indexed = progress.state === "building" && {
    indexed: Math.floor((99 * progress.seq) / Math.max(1, progress.of)),
  };
  if (!cursor?.isOtherLayout || !other) {
    const page = await pageOf(context, query, { input, place: cursor?.place });
    const isNothing = !cursor && page.hits.length === 0 && page.next === undefined;
    if (!isNothing || !other) return { ...answerOf(page, false), ...indexed };
  }
  const page = await pageOf(context, other, {
    input,
    place: cursor?.isOtherLayout ? cursor.place : undefined,
  });
  const isMeant = page.hits.length > 0;
  return { ...answerOf(page, true), ...(isMeant && { meant: meantBy(other) }), ...indexed };
};

interface Page {
  readonly hits: SearchHit[];
  readonly next: SearchPlace | undefined;
}

const answerOf = ({ hits, next }: Page, isOtherLayout: boolean): SearchFound => ({
  hits,
  ...(next && { next: written(next, isOtherLayout) }),
});

const meantBy = ({ terms }: SearchQuery): string =>
  terms
    .map(({ readings }) => (readings.at(1) ?? readings[0] ?? []).map(({ form }) => form).join(" "))
    .join(" ");

interface Asked {
  readonly input: Input;
  readonly place: SearchPlace | undefined;
}

const pageOf = async (context: Context, query: SearchQuery, { input, place }: Asked): Promise<Page> => {
  const { services } = context;
  const scope = scopeOf(context, query, input.room);
  const { order, limit } = input;
  const wanted = { query, ...scope, order, limit, ...(place && { after: place }) };
  const { found, next } = await services.search.index.find(wanted);
  return { hits: await hitsOf(context, query, found), next };
};

/**
 * Reads what was found. What one may read is looked at once more, after the waits: who was removed meanwhile gets
 * nothing, and so does who looks for what was taken back meanwhile.
 */
const hitsOf = async (
  { session, services: { log, chat } }: Context,
  query: SearchQuery,
  found: readonly FoundMessage[],
): Promise<SearchHit[]> => {
  const seqs = found.flatMap(({ seq, text }) => (seq === text ? [seq] : [seq, text]));
  const entries = await log.readAt([...new Set(seqs)].sort((one, other) => one - other));
  const records = new Map(entries.map(({ seq, record }) => [seq, record]));
  return found.flatMap(({ seq, text }): SearchHit[] => {
    const message = records.get(seq);
    const said = records.get(text);
    if (!message || !said || !isPost(message) || chat.state.deleted.has(seq)) return [];
    const { room, time, said_at, client_id, name, action } = message;
    if (session.memberSince(room) === undefined || seq < session.readableFrom(room)) return [];
    const file = fileOf(message);
    const words = wordsIn(file && cleanLine(file.name), said.message);
    const ranges = rangesOf(words, query.terms);
    if (!ranges) return [];
    const snippet = snippetOf(words, ranges);
    return [
      {
        seq,
        room,
        time: said_at ?? time,
        client_id,
        name,
        snippet: snippet.text,
        ranges: snippet.ranges.map(([start, end]): [number, number] => [start, end]),
        ...(action && { action }),
        ...(seq !== text && { edited: true as const }),
      },
    ];
  });
};
