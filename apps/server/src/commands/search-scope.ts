import { ChatError, isDirectRoom, nameKey } from "@beseda/protocol";
import type { SearchQuery } from "@beseda/search";
import { memberRoom, onlineClient, registeredHolder } from "../chat/lookup.ts";
import { permitIn } from "../chat/permissions.ts";
import type { ReadableRoom, Wanted } from "../search/search-index.ts";
import type { Looking } from "./room-summary.ts";

/** What a search may look at: what its client may read, within what the query names. */
export type SearchScope = Pick<Wanted, "rooms" | "clients" | "without" | "among">;

/** @throws {ChatError} `unknown-room`, `not-a-member`, as if one had asked for the room itself */
export const scopeOf = (looking: Looking, query: SearchQuery, room: string | undefined): SearchScope => {
  const { session, services } = looking;
  const { state } = services.chat;
  const named = query.in.map((name) => roomCalled(looking, name));
  if (room !== undefined) memberRoom(state, session.actor, room);
  const isWanted = (name: string): boolean =>
    (room === undefined || name === room) && (named.length === 0 || named.includes(name));
  const rooms = session.rooms().filter((name) => isWanted(name) && mayRead(looking, name));
  const clients = query.from.flatMap(
    (name) => onlineClient(state, name) ?? registeredHolder(state, name) ?? [],
  );
  const blocks = state.blocks.get(session.clientId) ?? [];
  return {
    rooms: rooms.map((name): ReadableRoom => [name, session.readableFrom(name)]),
    clients,
    without: blocks.map(({ client_id }) => client_id),
    ...(query.isPinned && { among: rooms.flatMap((name) => state.rooms.get(name)?.pins ?? []) }),
  };
};

const mayRead = ({ session, services }: Looking, room: string): boolean => {
  try {
    permitIn(services.chat.state, session.actor, ["read", room]);
    return true;
  } catch (error) {
    if (error instanceof ChatError) return false;
    throw error;
  }
};

/**
 * The client's own room that it calls so: by its name, its title, or that of the other person in a room of two.
 * @throws {ChatError} `unknown-room`, `not-a-member`
 */
const roomCalled = (looking: Looking, called: string): string => {
  const { session, services } = looking;
  const { state } = services.chat;
  const key = nameKey(called.replace(/^[#@]/u, ""));
  const own = session.rooms();
  const found =
    own.find((name) => name === called) ??
    own.find((name) => namesOf(looking, name).some((name) => nameKey(name) === key));
  return found ?? (memberRoom(state, session.actor, called), called);
};

const namesOf = ({ session, services }: Looking, room: string): readonly string[] => {
  const { state } = services.chat;
  if (!isDirectRoom(room)) return [room, state.rooms.get(room)?.title || room];
  const other = room
    .slice(1)
    .split("+")
    .find((clientId) => clientId !== session.clientId);
  return other === undefined ? [] : [other, session.nameOf(other)];
};
