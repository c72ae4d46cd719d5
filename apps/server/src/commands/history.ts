import type { LogEntry, ReadHistory } from "@beseda/log";
import { memberRoom } from "../chat/lookup.ts";
import { permitIn } from "../chat/permissions.ts";
import { laterOf, type Later } from "./later.ts";
import type { Looking } from "./room-summary.ts";

/** A page of history, with what was done to its messages behind it. */
export interface Page extends Later {
  readonly entries: readonly LogEntry[];
}

/** The same records, as many as what came of them leaves room for (MSG-6). */
export const pageOf = async (looking: Looking, query: ReadHistory): Promise<Page> =>
  laterOf(looking, await historyOf(looking, query));

/**
 * Records of a room before a place, oldest first.
 * @throws {ChatError} where the room is not for this client
 */
export const historyOf = async (
  { session, services: { chat, log } }: Looking,
  query: ReadHistory,
): Promise<readonly LogEntry[]> => {
  memberRoom(chat.state, session.actor, query.room);
  permitIn(chat.state, session.actor, ["read", query.room]);
  const entries = await log.history(query);
  // Asked after the wait: who was removed meanwhile gets nothing.
  const from = session.memberSince(query.room) === undefined ? Infinity : session.readableFrom(query.room);
  return entries.filter(({ seq }) => seq >= from);
};

/** Behind which `seq` a page of history begins; 0 where it begins with the room's first record. */
export const beginningOf = ([first]: readonly LogEntry[]): number =>
  first && "prev" in first.record && typeof first.record.prev === "number" ? first.record.prev : 0;
