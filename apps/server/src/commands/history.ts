import type { LogEntry, ReadHistory } from "@beseda/log";
import { memberRoom } from "../chat/lookup.ts";
import { permitIn } from "../chat/permissions.ts";
import { laterOf, type Later } from "./later.ts";
import type { Looking } from "./room-summary.ts";

/** A page of history, with later changes to its messages. */
export interface Page extends Later {
  readonly entries: readonly LogEntry[];
}

/** Returns the same records, as many as their later changes leave room for (MSG-6). */
export const pageOf = async (looking: Looking, query: ReadHistory): Promise<Page> =>
  laterOf(looking, await historyOf(looking, query));

/**
 * Returns records of a room before a place, oldest first.
 * @throws {ChatError} where the room is not for this client
 */
export const historyOf = async (
  { session, services: { chat, log } }: Looking,
  query: ReadHistory,
): Promise<readonly LogEntry[]> => {
  memberRoom(chat.state, session.actor, query.room);
  permitIn(chat.state, session.actor, ["read", query.room]);
  const entries = await log.history(query);
  // Checked after the wait: a member removed meanwhile gets nothing.
  const from = session.memberSince(query.room) === undefined ? Infinity : session.readableFrom(query.room);
  return entries.filter(({ seq }) => seq >= from);
};

/** The `seq` after which a page of history begins; 0 if it begins with the room's first record. */
export const beginningOf = ([first]: readonly LogEntry[]): number =>
  first && "prev" in first.record && typeof first.record.prev === "number" ? first.record.prev : 0;
