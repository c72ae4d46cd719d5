import type { ChatClient } from "@beseda/client";
import { cleanLine, textsOf, type SearchFound } from "@beseda/protocol";
import { ask, error, info, type CommandContext } from "./command-context.ts";
import { showHistory } from "./history.ts";
import { placeIn } from "./places.ts";

/** Messages of one page. */
const page = 10;
/** Messages that `/go` shows around the one that it leads to. */
const around = 10;
/** Pages without a hit that are passed over: the server has looked at 10,000 messages for each. */
const mostEmpty = 5;

const pageOf = async (
  client: ChatClient,
  query: string,
  cursor: string | undefined,
): Promise<SearchFound> => {
  let found = await client.search({ query, limit: page, ...(cursor !== undefined && { cursor }) });
  for (let empty = 1; found.hits.length === 0 && found.next !== undefined && empty < mostEmpty; empty += 1)
    found = await client.search({ query, limit: page, cursor: found.next });
  return found;
};

/** Shows what is found for a query, the newest first. */
export const search = (context: CommandContext, query: string): void =>
  ask(context, pageOf(context.client, query, undefined), (found) => {
    const { lines } = textsOf(context.locale);
    const { hits, next, meant, indexed } = found;
    context.searched({ query, hits, next });
    const head = [
      ...(indexed === undefined ? [] : [lines.searchIsBuilt(indexed)]),
      lines.found({ hits: hits.length, hasMore: next !== undefined, meant }),
    ];
    context.note(info(...head, ...linesOf(context, found)));
  });

/** Shows the next page of what was found. */
export const searchOn = (context: CommandContext): void => {
  const { lastSearch: last, texts } = context;
  if (last?.next === undefined) return context.note(error(texts.notes.nothingFurther));
  ask(context, pageOf(context.client, last.query, last.next), (found) => {
    const { hits, next } = found;
    context.searched({ ...last, hits: [...last.hits, ...hits], next });
    const from = last.hits.length + 1;
    const head =
      hits.length === 0 ? texts.notes.nothingFurther : texts.notes.further(from, from + hits.length - 1);
    context.note(info(head, ...linesOf(context, found)));
  });
};

/** Goes to the room of a message that was found, and shows what was said around it. */
export const goToFound = (context: CommandContext, seq: number): void => {
  const room = context.lastSearch?.hits.find((hit) => hit.seq === seq)?.room ?? context.room;
  if (room !== context.room) context.goTo(room);
  showHistory({ ...context, room }, { count: around, around: seq });
};

const linesOf = (context: CommandContext, { hits, next }: SearchFound): readonly string[] => {
  const { client, clock, texts } = context;
  const snapshot = client.snapshot();
  const rows = hits.map(({ seq, room, time, name, snippet }) =>
    cleanLine(
      `  #${seq} ${placeIn(snapshot, room)}, ${clock.day(time)}, ${clock.minute(time)}, ${name}: ${snippet}`,
    ),
  );
  const [first] = hits;
  return first === undefined ? rows : [...rows, texts.notes.foundWays(first.seq, next !== undefined)];
};
