import {
  ChatError,
  directRoomOf,
  isPrivateRoom,
  lobby,
  isOwnName,
  nameKey,
  problemOfName,
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
import { decidePersonal } from "./decide-personal.ts";
import { refuseUnlessTaken, refuseUnlessTakenIn } from "./block.ts";
import type { Circumstances } from "./circumstances.ts";
import { openInvitation } from "./consent.ts";
import { govern } from "./govern.ts";
import { moderate } from "./moderate.ts";
import { refuseMoreRooms } from "./opened-rooms.ts";
import { permit, permitIn } from "./permissions.ts";
import { holds, type ChatFacts, type RoomFacts } from "./state.ts";
import { refuseBadRoom } from "./room-names.ts";
import { memberRoom, nameOf, openRoom } from "./standing.ts";

/**
 * What follows from a command: the records to append, none where nothing changes.
 * @throws {ChatError} a refusal, for the person to read
 */
export const decide = (
  state: ChatFacts,
  command: Command,
  circumstances: Circumstances,
): readonly RecordDraft[] => {
  const { locale } = circumstances;
  switch (command.kind) {
    case "connect":
      return connect(state, command, circumstances);
    case "disconnect":
      return disconnect(state, command);
    case "say":
      return say(state, command, circumstances);
    case "rename":
      return rename(state, command, circumstances);
    case "join":
      return join(state, command, circumstances);
    case "leave":
      return leave(state, command, locale);
    case "topic":
      return setTopic(state, command, circumstances);
    case "direct":
      return direct(state, command, locale);
    case "create":
    case "title":
    case "archive":
      return govern(state, command, circumstances);
    case "invite":
    case "uninvite":
    case "decline":
    case "block":
    case "unblock":
    case "report":
    case "resolve":
      return decidePersonal(state, command, circumstances);
    case "kick":
    case "ban":
    case "unban":
    case "mute":
    case "unmute":
    case "slow":
    case "role":
    case "delete":
      return moderate(state, command, circumstances);
  }
};

const connect = (
  state: ChatFacts,
  command: Connect,
  circumstances: Circumstances,
): readonly RecordDraft[] => {
  const client_id = command.client_id ?? `Client_${state.lastClient + 1}`;
  const ban = state.bans.get(client_id);
  if (holds(ban, circumstances.nowMs)) throw new ChatError("banned", ban.until, ban.reason);
  const own = state.online.get(client_id)?.name;
  // A name that was given before a rule was made is kept (NAM-6).
  const isKept = command.name !== undefined && circumstances.holderOf(command.name) === client_id;
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

const disconnect = (state: ChatFacts, command: Disconnect): readonly RecordDraft[] => {
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

const say = (state: ChatFacts, command: Say, circumstances: Circumstances): readonly RecordDraft[] => {
  const name = nameOf(state, command.actor);
  const room = openRoom(state, command.actor, command.room);
  permitIn(state, command.actor, ["say", command.room]);
  refuseUnlessTakenIn(state, command.actor, command.room);
  refuseMuted(room, command.actor, circumstances);
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

/** Whoever may not talk in a room does not talk by what else is shown there. */
const refuseMuted = (
  { mutes }: Pick<RoomFacts, "mutes">,
  { client_id }: Actor,
  circumstances: Circumstances,
): void => {
  const mute = mutes.size === 0 ? undefined : mutes.get(client_id);
  // The clock is asked only where somebody is muted.
  if (mute && holds(mute, circumstances.nowMs)) throw new ChatError("muted", mute.until, mute.reason);
};

const rename = (state: ChatFacts, command: Rename, circumstances: Circumstances): readonly RecordDraft[] => {
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

const join = (
  state: ChatFacts,
  command: Join,
  { locale, roomBounds, roomLooks }: Circumstances,
): readonly RecordDraft[] => {
  const { client_id } = command.actor;
  const name = nameOf(state, command.actor);
  const room = state.rooms.get(command.room);
  if (room?.members.has(client_id)) return [];
  const invitation = room && openInvitation(state, client_id, command.room);
  // Whether it is there is not for others to find out; one that is not is never opened by its name.
  if (!invitation && isPrivateRoom(command.room)) throw new ChatError("unknown-room", command.room);
  if (!invitation) permitIn(state, command.actor, ["join", command.room]);
  if (!room) {
    permit(command.actor, "create");
    refuseMoreRooms(state, command.actor, roomBounds);
    refuseBadRoom(state, command.room, roomLooks);
  }
  if (room?.archived) throw new ChatError("room-archived", command.room);
  const { notices } = textsOf(locale);
  const common = { room: command.room, client_id, name, sender: "server" } as const;
  const message = notices[invitation ? "invited" : "joined"](name, room?.title || command.room);
  const joined = {
    type: "joined",
    ...common,
    ...(invitation && { by: invitation.by }),
    message,
  } as const;
  if (room) return [joined];
  return [{ type: "room-created", ...common, message: notices.roomCreated(name, command.room) }, joined];
};

const leave = (state: ChatFacts, command: Leave, locale: Locale): readonly RecordDraft[] => {
  if (command.room === lobby) throw new ChatError("lobby-stays");
  const { client_id } = command.actor;
  const name = nameOf(state, command.actor);
  memberRoom(state, command.actor, command.room);
  permitIn(state, command.actor, ["leave", command.room]);
  const message = textsOf(locale).notices.left(name, command.room);
  return [{ type: "left", room: command.room, client_id, name, sender: "server", message }];
};

const setTopic = (
  state: ChatFacts,
  command: SetTopic,
  circumstances: Circumstances,
): readonly RecordDraft[] => {
  const { actor, room, topic } = command;
  const name = nameOf(state, actor);
  const open = openRoom(state, actor, room);
  if (open.topic === topic) return [];
  permitIn(state, actor, ["topic", room]);
  refuseMuted(open, actor, circumstances);
  refuseUnlessTakenIn(state, actor, room);
  const { notices } = textsOf(circumstances.locale);
  const message = topic === "" ? notices.topicRemoved(name) : notices.topic(name, topic);
  return [{ type: "topic", room, client_id: actor.client_id, name, topic, sender: "server", message }];
};

const direct = (state: ChatFacts, { actor, name }: Direct, locale: Locale): readonly RecordDraft[] => {
  const ownName = nameOf(state, actor);
  permit(actor, "direct");
  const other = onlineClient(state, name);
  const otherName = other === undefined ? undefined : state.online.get(other)?.name;
  if (other === undefined || otherName === undefined || other === actor.client_id) {
    throw new ChatError("nobody", name);
  }
  refuseUnlessTaken(state, actor, { client_id: other, name: otherName });
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
  // Whoever has left comes back by a message of their own, not by the other's (DIR-3).
  for (const person of known ? people.slice(0, 1) : people) {
    if (!known?.members.has(person.client_id)) drafts.push({ type: "joined", ...person, ...common });
  }
  return drafts;
};

/** Who of those online has a name or `client_id`. */
const onlineClient = (state: ChatFacts, name: string): string | undefined =>
  state.names.get(nameKey(name)) ?? (state.online.has(name) ? name : undefined);

/** What a `client_id` is as a key of names. */
const clientIdKey = new RegExp(`^${nameKey("Client_")}[\\dlo]+$`, "u");

/** Whether a name is somebody else's: of who is online, of an account, of the server, or another's `client_id`. */
const isTaken = (
  state: ChatFacts,
  { client_id, name }: { readonly client_id: string; readonly name: string },
  { holderOf }: Circumstances,
): boolean => {
  const key = nameKey(name);
  const holder = state.names.get(key) ?? holderOf(name);
  if (holder !== undefined) return holder !== client_id;
  return isOwnName(name) || (clientIdKey.test(key) && key !== nameKey(client_id));
};

const refuseBad = (name: string): void => {
  const problem = problemOfName(name);
  if (problem !== undefined) throw new ChatError("bad-name", problem);
};

const longestStem = 28;

/** The name that was asked for, or that with a number behind it where it is somebody else's. */
const freeName = (isTaken: (name: string) => boolean, wish: string): string => {
  for (let suffix = 1; ; suffix += 1) {
    const name = suffix === 1 ? wish : `${Array.from(wish).slice(0, longestStem).join("")}-${suffix}`;
    if (!isTaken(name)) return name;
  }
};
