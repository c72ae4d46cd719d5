import {
  ChatError,
  isOwnName,
  lobby,
  nameKey,
  problemOfName,
  textsOf,
  type SessionStatus,
  type Via,
} from "@beseda/protocol";
import type { Circumstances, Decision } from "./circumstances.ts";
import type { Actor } from "./actor.ts";
import { timeOf, type FactOf } from "./fact.ts";
import { refuseMuted } from "./moderation.ts";
import { permit } from "./permissions.ts";
import { nameOf, registeredHolder } from "./lookup.ts";
import { holds, roomOf, type ChatFacts, type Registered } from "./state.ts";

/** Enters the chat. Without a `client_id` a new one is given. */
export interface Connect {
  readonly kind: "connect";
  readonly client_id?: string;
  /** The requested name; another is given if it is taken. */
  readonly name?: string;
  readonly via: Via;
  readonly client?: string;
  readonly greeting: string;
}

/** Leaves the chat, for whatever reason. */
export interface Disconnect {
  readonly kind: "disconnect";
  readonly actor: Actor;
  readonly code: number;
  readonly status: SessionStatus;
  readonly duration_ms: number;
  readonly last_seen?: string;
  /** The server's last message. */
  readonly message: string;
}

export interface Rename {
  readonly kind: "rename";
  readonly actor: Actor;
  readonly name: string;
}

/** Commands by which people come, go, and are renamed. */
export type PeopleCommand = Connect | Disconnect | Rename;

export const connect: Decision<Connect> = (state, command, circumstances) => {
  const client_id = command.client_id ?? `Client_${state.lastClient + 1}`;
  const ban = state.bans.get(client_id);
  if (holds(ban, circumstances.nowMs)) throw new ChatError("banned", ban.until, ban.reason);
  const own = state.online.get(client_id)?.name;
  // A name that was given before a rule was made is kept (NAM-6).
  const isKept = command.name !== undefined && registeredHolder(state, command.name) === client_id;
  if (own === undefined && command.name !== undefined && !isKept) refuseBad(command.name);
  return [
    {
      type: "connected",
      room: lobby,
      client_id,
      name:
        own ??
        freeName((name) => isTaken(state, { client_id, name }, circumstances), command.name ?? client_id),
      session: `s${state.lastSession + 1}`,
      ...(state.online.has(client_id) && { quiet: true }),
      via: command.via,
      ...(command.client !== undefined && { client: command.client }),
      sender: "server",
      message: command.greeting,
    },
  ];
};

export const disconnect: Decision<Disconnect> = (state, command) => {
  const { client_id, session } = command.actor;
  if (!state.sessions.has(session)) return [];
  return [
    {
      type: "disconnected",
      room: lobby,
      client_id,
      name: nameOf(state, command.actor),
      session,
      ...((state.online.get(client_id)?.sessions ?? 0) > 1 && { quiet: true }),
      code: command.code,
      status: command.status,
      duration_ms: command.duration_ms,
      ...(command.last_seen !== undefined && { last_seen: command.last_seen }),
      sender: "server",
      message: command.message,
    },
  ];
};

export const rename: Decision<Rename> = (state, command, circumstances) => {
  const old_name = nameOf(state, command.actor);
  permit(command.actor, "rename");
  const { client_id } = command.actor;
  if (old_name === command.name) return [];
  refuseBad(command.name);
  // A name is shown to everybody, and above all in the lobby.
  const room = state.rooms.get(lobby);
  if (room) refuseMuted(room, command.actor, circumstances);
  if (isTaken(state, { client_id, name: command.name }, circumstances))
    throw new ChatError("name-taken", command.name);
  return [
    {
      type: "renamed",
      room: lobby,
      client_id: command.actor.client_id,
      name: command.name,
      old_name,
      sender: "server",
      message: textsOf(circumstances.locale).notices.renamed(old_name, command.name),
    },
  ];
};

/** Matches a `client_id` in the form of a name's key. */
const clientIdKey = new RegExp(`^${nameKey("Client_")}[\\dlo]+$`, "u");

/**
 * Whether a name is somebody else's: an online client's, an account's, the server's, or another's
 * `client_id`.
 */
export const isTaken = (
  state: ChatFacts,
  { client_id, name }: Registered,
  { keptFor }: Circumstances,
): boolean => {
  const key = nameKey(name);
  const holder = state.names.get(key) ?? registeredHolder(state, name) ?? keptFor?.(name);
  if (holder !== undefined) return holder !== client_id;
  return isOwnName(name) || (clientIdKey.test(key) && key !== nameKey(client_id));
};

const refuseBad = (name: string): void => {
  const problem = problemOfName(name);
  if (problem !== undefined) throw new ChatError("bad-name", problem);
};

const longestStem = 28;

/** The requested name, or one with a number behind it if it is somebody else's. */
const freeName = (isTaken: (name: string) => boolean, wish: string): string => {
  for (let suffix = 1; ; suffix += 1) {
    const name = suffix === 1 ? wish : `${Array.from(wish).slice(0, longestStem).join("")}-${suffix}`;
    if (!isTaken(name)) return name;
  }
};

export const numberIn = (id: string): number => Number(/\d+$/u.exec(id)?.[0] ?? 0);

export const connected = (state: ChatFacts, fact: FactOf<"connected">): void => {
  const { client_id, name, session } = fact;
  state.lastClient = Math.max(state.lastClient, numberIn(client_id));
  state.lastSession = Math.max(state.lastSession, numberIn(session));
  state.sessions.set(session, { client_id, since: timeOf(fact) });
  const client = state.online.get(client_id);
  state.online.set(client_id, { name: client?.name ?? name, sessions: (client?.sessions ?? 0) + 1 });
  state.names.set(nameKey(name), client_id);
  // A client may read what was said in the lobby before it came, so it is a member from the start.
  roomOf(state, lobby).members.set(client_id, 0);
};

export const disconnected = (state: ChatFacts, { client_id, session }: FactOf<"disconnected">): void => {
  const client = state.online.get(client_id);
  if (!state.sessions.delete(session) || !client) return;
  if (client.sessions > 1) {
    state.online.set(client_id, { ...client, sessions: client.sessions - 1 });
    return;
  }
  state.online.delete(client_id);
  state.names.delete(nameKey(client.name));
  state.rooms.get(lobby)?.members.delete(client_id);
};

export const renamed = (state: ChatFacts, { client_id, name }: FactOf<"renamed">): void => {
  const client = state.online.get(client_id);
  if (!client) return;
  state.names.delete(nameKey(client.name));
  state.names.set(nameKey(name), client_id);
  state.online.set(client_id, { ...client, name });
};
