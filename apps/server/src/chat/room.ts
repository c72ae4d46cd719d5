import { ChatError, isDirectRoom, isPrivateRoom, lobby, textsOf } from "@beseda/protocol";
import { refuseUnlessTakenIn } from "./block.ts";
import type { Decision } from "./circumstances.ts";
import type { Actor } from "./actor.ts";
import { openInvitation, revoked, settled } from "./invitation.ts";
import { positionOf, type FactOf } from "./fact.ts";
import { refuseMuted } from "./moderation.ts";
import { refuseMoreRooms } from "./opened-rooms.ts";
import { permit, permitIn } from "./permissions.ts";
import { refuseBadRoom } from "./room-names.ts";
import { memberRoom, nameOf, openRoom } from "./lookup.ts";
import { roomOf, type ChatFacts } from "./state.ts";

/** Opens a room; the actor becomes its owner. */
export interface Create {
  readonly kind: "create";
  readonly actor: Actor;
  /** Its name; that of a private room has random characters at the end. */
  readonly room: string;
  /** The title, if it differs from the name. */
  readonly title?: string;
}

export interface Join {
  readonly kind: "join";
  readonly actor: Actor;
  readonly room: string;
}

export interface Leave {
  readonly kind: "leave";
  readonly actor: Actor;
  readonly room: string;
}

export interface SetTopic {
  readonly kind: "topic";
  readonly actor: Actor;
  readonly room: string;
  /** Empty for none. */
  readonly topic: string;
}

export interface SetTitle {
  readonly kind: "title";
  readonly actor: Actor;
  readonly room: string;
  readonly title: string;
}

export interface Archive {
  readonly kind: "archive";
  readonly actor: Actor;
  readonly room: string;
  readonly archived: boolean;
}

export type RoomCommand = Create | Join | Leave | SetTopic | SetTitle | Archive;

export const create: Decision<Create> = (
  state,
  { actor, room, title },
  { locale, roomBounds, roomLooks },
) => {
  const name = nameOf(state, actor);
  permit(actor, "create");
  // Private names end in random characters: this reveals public rooms only.
  if (state.rooms.has(room)) throw new ChatError("room-exists", room);
  refuseMoreRooms(state, actor, roomBounds);
  refuseBadRoom(state, room, roomLooks);
  const { notices } = textsOf(locale);
  const common = { room, client_id: actor.client_id, name, sender: "server" } as const;
  const created = [
    { type: "room-created", ...common, message: notices.roomCreated(name, title ?? room) },
    { type: "joined", ...common, message: notices.joined(name, title ?? room) },
  ] as const;
  if (title === undefined) return created;
  return [...created, { type: "room-changed", ...common, title, message: notices.titled(name, title) }];
};

export const join: Decision<Join> = (state, command, { locale, roomBounds, roomLooks }) => {
  const { client_id } = command.actor;
  const name = nameOf(state, command.actor);
  const room = state.rooms.get(command.room);
  if (room?.members.has(client_id)) return [];
  const invitation = room && openInvitation(state, client_id, command.room);
  // Others must not find out whether it exists; a private room that does not is never opened by its name.
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

export const leave: Decision<Leave> = (state, command, { locale }) => {
  if (command.room === lobby) throw new ChatError("lobby-stays");
  const { client_id } = command.actor;
  const name = nameOf(state, command.actor);
  memberRoom(state, command.actor, command.room);
  permitIn(state, command.actor, ["leave", command.room]);
  const message = textsOf(locale).notices.left(name, command.room);
  return [{ type: "left", room: command.room, client_id, name, sender: "server", message }];
};

export const setTopic: Decision<SetTopic> = (state, { actor, room, topic }, circumstances) => {
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

export const setTitle: Decision<SetTitle> = (state, { actor, room, title }, { locale }) => {
  const name = nameOf(state, actor);
  const known = memberRoom(state, actor, room);
  permitIn(state, actor, ["title", room]);
  if (known.title === title) return [];
  const message = textsOf(locale).notices.titled(name, title);
  return [{ type: "room-changed", room, client_id: actor.client_id, name, title, sender: "server", message }];
};

export const archive: Decision<Archive> = (state, { actor, room, archived }, { locale }) => {
  const name = nameOf(state, actor);
  const known = memberRoom(state, actor, room);
  permitIn(state, actor, ["archive", room]);
  if (known.archived === archived) return [];
  const message = textsOf(locale).notices.archived(name, archived);
  return [
    { type: "room-changed", room, client_id: actor.client_id, name, archived, sender: "server", message },
  ];
};

export const roomCreated = (state: ChatFacts, { room, client_id }: FactOf<"room-created">): void => {
  // A room of two has no owner.
  if (isDirectRoom(room)) return;
  roomOf(state, room).roles.set(client_id, "owner");
  state.opened.set(client_id, (state.opened.get(client_id) ?? 0) + 1);
};

export const roomChanged = (state: ChatFacts, { room, title, archived }: FactOf<"room-changed">): void => {
  const known = roomOf(state, room);
  if (title !== undefined) known.title = title;
  if (archived !== undefined) known.archived = archived;
};

export const joined = (state: ChatFacts, fact: FactOf<"joined">): void => {
  roomOf(state, fact.room).members.set(fact.client_id, positionOf(fact));
  settled(state, fact.client_id, fact.room);
};

export const left = (state: ChatFacts, { room, client_id, by }: FactOf<"left">): void => {
  state.rooms.get(room)?.members.delete(client_id);
  if (by !== undefined) revoked(state, client_id, room);
};

export const topicSet = (state: ChatFacts, { room, topic }: FactOf<"topic">): void => {
  roomOf(state, room).topic = topic;
};
