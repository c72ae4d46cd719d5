import { ChatError, textsOf } from "@beseda/protocol";
import type { Actor } from "./actor.ts";
import { refuseUnlessTakenIn } from "./block.ts";
import type { Decision } from "./circumstances.ts";
import type { FactOf } from "./fact.ts";
import { nameOf, openRoom } from "./lookup.ts";
import { permitIn } from "./permissions.ts";
import type { ChatFacts } from "./state.ts";

/** Pins a message; without a target, unpins all. */
export interface Pin {
  readonly kind: "pin";
  readonly actor: Actor;
  readonly id: string;
  readonly room: string;
  readonly target?: number;
}

export interface Unpin {
  readonly kind: "unpin";
  readonly actor: Actor;
  readonly id: string;
  readonly room: string;
  readonly target: number;
}

/** The most pins of one room. */
const mostPins = 50;

export const pin: Decision<Pin> = (state, { actor, id, room, target }, { locale }) => {
  const name = nameOf(state, actor);
  const { pins } = openRoom(state, actor, room);
  permitIn(state, actor, ["pin", room]);
  if (target === undefined ? pins.length === 0 : pins.includes(target)) return [];
  if (target !== undefined && state.deleted.has(target)) throw new ChatError("unknown-message", target);
  if (target !== undefined) refuseUnlessTakenIn(state, actor, room);
  if (target !== undefined && pins.length >= mostPins) throw new ChatError("too-many-pins", mostPins);
  const message = textsOf(locale).notices.pinned(name, target);
  const { client_id } = actor;
  return [
    {
      type: "pinned",
      room,
      client_id,
      name,
      id,
      ...(target !== undefined && { target }),
      sender: "server",
      message,
    },
  ];
};

export const unpin: Decision<Unpin> = (state, { actor, id, room, target }, { locale }) => {
  const name = nameOf(state, actor);
  const { pins } = openRoom(state, actor, room);
  permitIn(state, actor, ["pin", room]);
  if (!pins.includes(target)) return [];
  const message = textsOf(locale).notices.unpinned(name, target);
  return [
    { type: "unpinned", room, client_id: actor.client_id, name, id, target, sender: "server", message },
  ];
};

export const pinned = (state: ChatFacts, { room: place, target }: FactOf<"pinned">): void => {
  const room = state.rooms.get(place);
  if (!room) return;
  room.pins = target === undefined ? [] : [...room.pins.filter((seq) => seq !== target), target];
};

export const unpinned = (state: ChatFacts, { room: place, target }: FactOf<"unpinned">): void => {
  const room = state.rooms.get(place);
  if (room) room.pins = room.pins.filter((seq) => seq !== target);
};
