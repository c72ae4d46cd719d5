import {
  ChatError,
  directRoomOf,
  isDirectRoom,
  lobby,
  nameKey,
  textsOf,
  type Locale,
  type RecordDraft,
} from "@beseda/protocol";
import type {
  Actor,
  Command,
  Connect,
  Direct,
  Disconnect,
  Join,
  Leave,
  Rename,
  Say,
  SetTopic,
} from "./command.ts";
import type { ChatState, Room } from "./state.ts";

/**
 * What follows from a command: the records to append, none where nothing changes.
 * `locale` is the language of the server's own words in the log.
 * @throws {ChatError} a refusal, for the person to read
 */
export const decide = (state: ChatState, command: Command, locale: Locale): readonly RecordDraft[] => {
  switch (command.kind) {
    case "connect":
      return connect(state, command);
    case "disconnect":
      return disconnect(state, command);
    case "say":
      return say(state, command);
    case "rename":
      return rename(state, command, locale);
    case "join":
      return join(state, command, locale);
    case "leave":
      return leave(state, command, locale);
    case "topic":
      return setTopic(state, command, locale);
    case "direct":
      return direct(state, command, locale);
  }
};

const connect = (state: ChatState, command: Connect): readonly RecordDraft[] => {
  const client_id = command.client_id ?? `Client_${state.lastClient + 1}`;
  return [
    {
      type: "connected",
      room: lobby,
      client_id,
      name: state.online.get(client_id)?.name ?? freeName(state, client_id, command.name ?? client_id),
      session: `s${state.lastSession + 1}`,
      via: command.via,
      ...(command.client !== undefined && { client: command.client }),
      sender: "server",
      message: command.greeting,
    },
  ];
};

const disconnect = (state: ChatState, command: Disconnect): readonly RecordDraft[] => {
  const { client_id, session } = command.actor;
  if (!state.sessions.has(session)) return [];
  return [
    {
      type: "disconnected",
      room: lobby,
      client_id,
      name: nameOf(state, command.actor),
      session,
      code: command.code,
      status: command.status,
      duration_ms: command.duration_ms,
      ...(command.last_seen !== undefined && { last_seen: command.last_seen }),
      sender: "server",
      message: command.message,
    },
  ];
};

const say = (state: ChatState, command: Say): readonly RecordDraft[] => {
  const name = nameOf(state, command.actor);
  memberRoom(state, command.actor, command.room);
  return [
    {
      type: "message",
      room: command.room,
      client_id: command.actor.client_id,
      name,
      session: command.actor.session,
      id: command.id,
      ...(command.reply_to !== undefined && { reply_to: command.reply_to }),
      ...(command.action && { action: true }),
      sender: "client",
      message: command.text,
    },
  ];
};

const rename = (state: ChatState, command: Rename, locale: Locale): readonly RecordDraft[] => {
  const old_name = nameOf(state, command.actor);
  if (old_name === command.name) return [];
  if (isTaken(state, command.actor.client_id, command.name)) throw new ChatError("name-taken", command.name);
  return [
    {
      type: "renamed",
      room: lobby,
      client_id: command.actor.client_id,
      name: command.name,
      old_name,
      sender: "server",
      message: textsOf(locale).notices.renamed(old_name, command.name),
    },
  ];
};

const join = (state: ChatState, command: Join, locale: Locale): readonly RecordDraft[] => {
  const { client_id } = command.actor;
  const name = nameOf(state, command.actor);
  const room = state.rooms.get(command.room);
  if (room?.members.has(client_id)) return [];
  const { notices } = textsOf(locale);
  const common = { room: command.room, client_id, name, sender: "server" } as const;
  const joined = { type: "joined", ...common, message: notices.joined(name, command.room) } as const;
  if (room) return [joined];
  return [{ type: "room-created", ...common, message: notices.roomCreated(name, command.room) }, joined];
};

const leave = (state: ChatState, command: Leave, locale: Locale): readonly RecordDraft[] => {
  if (command.room === lobby) throw new ChatError("lobby-stays");
  const { client_id } = command.actor;
  const name = nameOf(state, command.actor);
  memberRoom(state, command.actor, command.room);
  const message = textsOf(locale).notices.left(name, command.room);
  return [{ type: "left", room: command.room, client_id, name, sender: "server", message }];
};

const setTopic = (state: ChatState, command: SetTopic, locale: Locale): readonly RecordDraft[] => {
  const { actor, room, topic } = command;
  const name = nameOf(state, actor);
  if (memberRoom(state, actor, room).topic === topic) return [];
  const { notices } = textsOf(locale);
  const message = topic === "" ? notices.topicRemoved(name) : notices.topic(name, topic);
  return [{ type: "topic", room, client_id: actor.client_id, name, topic, sender: "server", message }];
};

const direct = (state: ChatState, { actor, name }: Direct, locale: Locale): readonly RecordDraft[] => {
  const ownName = nameOf(state, actor);
  const other = onlineClient(state, name);
  const otherName = other === undefined ? undefined : state.online.get(other)?.name;
  if (other === undefined || otherName === undefined || other === actor.client_id) {
    throw new ChatError("nobody", name);
  }
  const room = directRoomOf(actor.client_id, other);
  const known = state.rooms.get(room);
  const common = {
    room,
    sender: "server",
    message: textsOf(locale).notices.direct(ownName, otherName),
  } as const;
  const people = [
    { client_id: actor.client_id, name: ownName },
    { client_id: other, name: otherName },
  ];
  const drafts: RecordDraft[] = known
    ? []
    : [{ type: "room-created", client_id: actor.client_id, name: ownName, ...common }];
  for (const person of people) {
    if (!known?.members.has(person.client_id)) drafts.push({ type: "joined", ...person, ...common });
  }
  return drafts;
};

/** Who of those online has a name or `client_id`. */
export const onlineClient = (state: ChatState, name: string): string | undefined =>
  state.names.get(nameKey(name)) ?? (state.online.has(name) ? name : undefined);

const nameOf = (state: ChatState, actor: Actor): string => {
  const client = state.online.get(actor.client_id);
  if (!client || !state.sessions.has(actor.session)) throw new ChatError("session-ended");
  return client.name;
};

/** The room, where the actor is a member. A room that is not for the actor is refused like one that does not exist. */
export const memberRoom = (state: ChatState, actor: Actor, name: string): Room => {
  const room = state.rooms.get(name);
  const isMember = room?.members.has(actor.client_id) ?? false;
  // Whether two people talk in private is not for others to find out.
  if (!room || (!isMember && isDirectRoom(name))) throw new ChatError("unknown-room", name);
  if (!isMember) throw new ChatError("not-a-member", name);
  return room;
};

const isTaken = (state: ChatState, clientId: string, name: string): boolean => {
  const holder = state.names.get(nameKey(name));
  return holder !== undefined && holder !== clientId;
};

const longestStem = 28;

/** The name that was asked for, or that with a number behind it where somebody else online has it. */
const freeName = (state: ChatState, clientId: string, wish: string): string => {
  for (let suffix = 1; ; suffix += 1) {
    const name = suffix === 1 ? wish : `${Array.from(wish).slice(0, longestStem).join("")}-${suffix}`;
    if (!isTaken(state, clientId, name)) return name;
  }
};
