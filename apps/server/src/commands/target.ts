import { ChatError, type Role } from "@beseda/protocol";
import type { Target } from "../chat/actor.ts";
import { memberRoom, onlineClient } from "../chat/lookup.ts";
import type { Session } from "../session/session.ts";
import type { Context, Services } from "./context.ts";

export const sessionsOf = ({ sessions }: Pick<Services, "sessions">, clientId: string): readonly Session[] =>
  [...sessions].filter((session) => session.clientId === clientId);

/**
 * Finds somebody by name or `client_id`: a person who is online, has an account, or is banned.
 * @throws {ChatError} `nobody`
 */
export const targetOf = async ({ chat, identity }: Services, name: string): Promise<Target> => {
  const { state } = chat;
  const { accounts } = identity;
  const online = onlineClient(state, name);
  const account = online === undefined ? await accounts.find(name) : await accounts.ofClient(online);
  const client_id = online ?? account?.clientId ?? (state.bans.has(name) ? name : undefined);
  if (client_id === undefined) throw new ChatError("nobody", name);
  const role: Role = accounts.roleOf(client_id);
  return { client_id, name: state.online.get(client_id)?.name ?? account?.name ?? client_id, role };
};

/**
 * Finds the same, or a guest who was here, by `client_id` alone, since their name may be another's by now.
 * @throws {ChatError} `nobody`
 */
export const anybodyOf = async (services: Services, name: string): Promise<Target> => {
  const { state } = services.chat;
  const { accounts } = services.identity;
  const number = Number(/^Client_(?<number>\d+)$/u.exec(name)?.groups?.["number"] ?? 0);
  const isGone = number > 0 && number <= state.lastClient && !state.online.has(name);
  if (!isGone) return targetOf(services, name);
  const account = await accounts.ofClient(name);
  return { client_id: name, name: account?.name ?? name, role: accounts.roleOf(name) };
};

/**
 * Finds somebody whom a member of a room names: a person who is not in that room learns nothing of it.
 * @throws {ChatError} `nobody`, or where the room is not for this client
 */
export const targetIn = async (
  { session, services }: Context,
  { room, name }: { room: string; name: string },
): Promise<Target> => {
  memberRoom(services.chat.state, session.actor, room);
  return targetOf(services, name);
};
