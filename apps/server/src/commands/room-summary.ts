import { isAtLeast, lobby, type Person, type Role, type RoomSummary } from "@beseda/protocol";
import { hasOtherLeft } from "../chat/block.ts";
import { memberRoom } from "../chat/lookup.ts";
import { roleIn } from "../chat/permissions.ts";
import type { ChatState, Room } from "../chat/state.ts";
import type { Context } from "./context.ts";

/** The requested part of the list of rooms. */
export interface RoomsPage {
  /** Only rooms whose newest record is before this `seq`. */
  readonly before?: number | undefined;
  /** The most rooms, and the most bytes of JSON. */
  readonly most: number;
  readonly bytes: number;
}

interface RoomsFound {
  readonly rooms: readonly RoomSummary[];
  /** The `before` to ask for more rooms with, if there are more. */
  readonly before?: number;
}

/** A session, and the services in which its rooms are looked up. */
export type Looking = Pick<Context, "session"> & {
  readonly services: Pick<Context["services"], "chat" | "log" | "sessions">;
};

/** @throws {ChatError} where the room is not for this client */
export const summaryOf = (looking: Looking, name: string): RoomSummary => {
  const { session, services } = looking;
  const { chat, sessions } = services;
  const room = memberRoom(chat.state, session.actor, name);
  const { seq, version, unread, mentions, last } = sessions.reading.of(session, name);
  return {
    room: name,
    ...(room.title !== "" && { title: room.title }),
    ...(room.archived && { archived: true }),
    ...pinsOf(room, session.readableFrom(name)),
    ...roleOf(roleIn(chat.state, session.actor, name)),
    ...(hasOtherLeft(chat.state, name, session.clientId) && { other_left: true }),
    topic: room.topic,
    members: onlineCount(chat.state, name, room),
    last,
    read: { seq, version },
    unread,
    ...(mentions > 0 && { mentions }),
  };
};

/** Pins of a room, without those from before one's joining (MSG-1). */
const pinsOf = ({ pins: all }: Room, from: number): Pick<RoomSummary, "pins" | "pinned"> => {
  const pins = all.filter((seq) => seq >= from);
  const pinned = pins.at(-1);
  return pinned === undefined ? {} : { pins, pinned };
};

/** The role of a moderator; most people have none, and their greetings nothing of it. */
const roleOf = (role: Role): Pick<RoomSummary, "role"> => (isAtLeast(role, "moderator") ? { role } : {});

/** Members of a room that are online. */
export const onlineMembers = ({ online }: ChatState, { members }: Room): readonly Person[] =>
  [...members.keys()].flatMap((client_id) => {
    const client = online.get(client_id);
    return client ? [{ client_id, name: client.name }] : [];
  });

/**
 * Counts the members of a room that are online. In the lobby all are: everybody who comes is in it, and
 * nobody leaves it and stays. Every greeting asks: a storm of a thousand would otherwise look at each of a
 * thousand members.
 */
export const onlineCount = ({ online }: ChatState, name: string, { members }: Room): number => {
  if (name === lobby) return members.size;
  let count = 0;
  for (const client_id of members.keys()) if (online.has(client_id)) count += 1;
  return count;
};

/** The rooms of this client: all of them, or, if that is too much, those with the newest records. */
export const summaries = (looking: Looking, { before = Infinity, most, bytes }: RoomsPage): RoomsFound => {
  const { log } = looking.services;
  const all = looking.session.rooms().filter((room) => log.lastOf(room) < before);
  const newest = all.toSorted((one, other) => log.lastOf(other) - log.lastOf(one));
  const page: RoomSummary[] = [];
  let rest = bytes;
  for (const room of newest.slice(0, most)) {
    const summary = summaryOf(looking, room);
    rest -= Buffer.byteLength(JSON.stringify(summary));
    if (rest < 0 && page.length > 0) break;
    page.push(summary);
  }
  const last = page.at(-1)?.last;
  if (page.length < all.length && last !== undefined) return { rooms: page, before: last };
  const place = new Map(all.map((room, index) => [room, index]));
  return {
    rooms: page.toSorted((one, other) => (place.get(one.room) ?? 0) - (place.get(other.room) ?? 0)),
  };
};
