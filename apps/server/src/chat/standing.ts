import { ChatError, isPrivateRoom, nameKey } from "@beseda/protocol";
import type { Actor, Target } from "./command.ts";
import type { ChatState, Room } from "./state.ts";

/** Who of those online has a name or `client_id`. */
export const onlineClient = (state: ChatState, name: string): string | undefined =>
  state.names.get(nameKey(name)) ?? (state.online.has(name) ? name : undefined);

/** Who was banned last of those that had a name, whoever has it now. */
export const bannedTarget = (state: ChatState, name: string): Target | undefined => {
  const found = [...state.bans].findLast(([, ban]) => nameKey(ban.name) === nameKey(name));
  return found && { client_id: found[0], name: found[1].name, role: "guest" };
};

/** @throws {ChatError} `session-ended` */
export const nameOf = (state: ChatState, actor: Actor): string => {
  const client = state.online.get(actor.client_id);
  if (!client || !state.sessions.has(actor.session)) throw new ChatError("session-ended");
  return client.name;
};

/**
 * The room, where the actor is a member. A private room that is not for the actor is refused like one that does not
 * exist: whether it does is not for others to find out.
 * @throws {ChatError} `unknown-room`, `not-a-member`
 */
export const memberRoom = (state: ChatState, actor: Pick<Actor, "client_id">, name: string): Room => {
  const room = state.rooms.get(name);
  const isMember = room?.members.has(actor.client_id) ?? false;
  if (!room || (!isMember && isPrivateRoom(name))) throw new ChatError("unknown-room", name);
  if (!isMember) throw new ChatError("not-a-member", name);
  return room;
};

/**
 * The same, where it can be written in.
 * @throws {ChatError} `unknown-room`, `not-a-member`, `room-archived`
 */
export const openRoom = (state: ChatState, actor: Actor, name: string): Room => {
  const room = memberRoom(state, actor, name);
  if (room.archived) throw new ChatError("room-archived", name);
  return room;
};
