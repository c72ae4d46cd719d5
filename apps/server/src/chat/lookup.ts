import { ChatError, isPrivateRoom, nameKey } from "@beseda/protocol";
import type { Actor, Target } from "./actor.ts";
import type { ChatFacts, ChatState, RoomFacts } from "./state.ts";

/** The online client that has a name or `client_id`. */
export const onlineClient = (state: ChatFacts, name: string): string | undefined =>
  state.names.get(nameKey(name)) ?? (state.online.has(name) ? name : undefined);

/** The client whose account has a name, or one that looks the same. */
export const registeredHolder = (
  { registered }: Pick<ChatFacts, "registered">,
  name: string,
): string | undefined => {
  const alike = registered.get(nameKey(name));
  return (alike?.find((one) => one.name === name) ?? alike?.[0])?.client_id;
};

/** The person banned last of those that had a name, whoever has it now. */
export const bannedTarget = (state: ChatState, name: string): Target | undefined => {
  const found = [...state.bans].findLast(([, ban]) => nameKey(ban.name) === nameKey(name));
  return found && { client_id: found[0], name: found[1].name, role: "guest" };
};

/** @throws {ChatError} `session-ended` */
export const nameOf = (state: ChatFacts, actor: Actor): string => {
  const client = state.online.get(actor.client_id);
  if (!client || !state.sessions.has(actor.session)) throw new ChatError("session-ended");
  return client.name;
};

interface WithRooms<Found> {
  readonly rooms: { get(name: string): Found | undefined };
}

/**
 * Returns the room if the actor is a member. A private room that is not for the actor is refused like one
 * that does not exist: others must not find out whether it does.
 * @throws {ChatError} `unknown-room`, `not-a-member`
 */
export const memberRoom = <Found extends RoomFacts>(
  state: WithRooms<Found>,
  actor: Pick<Actor, "client_id">,
  name: string,
): Found => {
  const room = state.rooms.get(name);
  const isMember = room?.members.has(actor.client_id) ?? false;
  if (!room || (!isMember && isPrivateRoom(name))) throw new ChatError("unknown-room", name);
  if (!isMember) throw new ChatError("not-a-member", name);
  return room;
};

/**
 * Returns the room if the actor is a member and it can be written in.
 * @throws {ChatError} `unknown-room`, `not-a-member`, `room-archived`
 */
export const openRoom = <Found extends RoomFacts>(
  state: WithRooms<Found>,
  actor: Actor,
  name: string,
): Found => {
  const room = memberRoom(state, actor, name);
  if (room.archived) throw new ChatError("room-archived", name);
  return room;
};
