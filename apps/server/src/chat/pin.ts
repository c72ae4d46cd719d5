import { ChatError, textsOf } from "@beseda/protocol";
import type { Actor } from "./actor.ts";
import type { Decision } from "./circumstances.ts";
import type { FactOf } from "./fact.ts";
import { nameOf, openRoom } from "./lookup.ts";
import { permitIn } from "./permissions.ts";
import type { ChatFacts } from "./state.ts";

/** Keeps a message before everybody's eyes; without a target, none. */
export interface Pin {
  readonly kind: "pin";
  readonly actor: Actor;
  readonly room: string;
  readonly target?: number;
}

export const pin: Decision<Pin> = (state, { actor, room, target }, { locale }) => {
  const name = nameOf(state, actor);
  const { pinned: current } = openRoom(state, actor, room);
  permitIn(state, actor, ["pin", room]);
  if (target !== undefined && state.deleted.has(target)) throw new ChatError("unknown-message", target);
  if (current === (target ?? 0)) return [];
  const message = textsOf(locale).notices.pinned(name, target);
  return [
    {
      type: "pinned",
      room,
      client_id: actor.client_id,
      name,
      ...(target !== undefined && { target }),
      sender: "server",
      message,
    },
  ];
};

export const pinned = (state: ChatFacts, fact: FactOf<"pinned">): void => {
  const room = state.rooms.get(fact.room);
  if (room) room.pinned = fact.target ?? 0;
};
