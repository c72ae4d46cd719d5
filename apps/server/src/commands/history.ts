import type { LogEntry, ReadHistory } from "@beseda/log";
import { memberRoom } from "../chat/lookup.ts";
import { permitIn } from "../chat/permissions.ts";
import type { Looking } from "./room-summary.ts";

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
