import { isDirectRoom, isPost, placeOf, textsOf } from "@beseda/protocol";
import type { Context } from "../../commands/context.ts";
import { historyOf } from "../../commands/history.ts";
import type { UnreadIn } from "./line-reading.ts";

/** Unread rooms, and those of them of which everything unread is shown anyhow. */
export interface Unread {
  readonly rooms: readonly UnreadIn[];
  readonly shown: ReadonlySet<string>;
}

/** Tells a newcomer what is unread, on one line; none if there is nothing (UNR-6). */
export const unreadLine = async (context: Context, { rooms, shown }: Unread): Promise<readonly string[]> => {
  if (rooms.length === 0) return [];
  const places = await Promise.all(
    rooms.map(async ({ room, ...read }) => ({ ...read, place: await placeFor(context, room) })),
  );
  const hidden = rooms.filter(({ room }) => !shown.has(room)).map(({ seq }) => seq);
  const since = hidden.length === 0 ? undefined : Math.min(...hidden);
  return [textsOf(context.session.locale).lines.unread(places, since)];
};

/** The messages of a room of two in which the other's name is looked for. */
const lookBack = 20;

/** Returns what a room is called; a room of two by the name of the other one, who may be away (DIR-1). */
const placeFor = async (context: Context, room: string): Promise<string> => {
  const { session, services } = context;
  if (!isDirectRoom(room)) return placeOf(room);
  const newest = { room, before: services.log.last.seq + 1, messages: lookBack };
  const found = await historyOf(context, newest).catch(() => []);
  const theirs = found.findLast(({ record }) => record.client_id !== session.clientId)?.record;
  return theirs && isPost(theirs) ? `@${theirs.name}` : room;
};
