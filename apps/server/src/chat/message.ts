import { textsOf } from "@beseda/protocol";
import { refuseUnlessTakenIn } from "./block.ts";
import type { Decision } from "./circumstances.ts";
import type { Actor } from "./command.ts";
import { positionOf, type FactOf } from "./fact.ts";
import { refuseMuted } from "./moderation.ts";
import { permitIn } from "./permissions.ts";
import { memberRoom, nameOf, openRoom } from "./standing.ts";
import type { ChatFacts } from "./state.ts";

export interface Say {
  readonly kind: "say";
  readonly actor: Actor;
  readonly id: string;
  readonly room: string;
  readonly text: string;
  readonly reply_to?: number;
  readonly action?: true;
}

/** Takes a message back. */
export interface Delete {
  readonly kind: "delete";
  readonly actor: Actor;
  readonly room: string;
  readonly target: number;
  readonly author: { readonly client_id: string; readonly name: string };
}

export type MessageCommand = Say | Delete;

export const say: Decision<Say> = (state, command, circumstances) => {
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

export const remove: Decision<Delete> = (state, { actor, room, target, author }, { locale }) => {
  const by_name = nameOf(state, actor);
  memberRoom(state, actor, room);
  const isOwn = author.client_id === actor.client_id;
  permitIn(state, actor, [isOwn ? "delete-own" : "delete", room]);
  if (state.deleted.has(target)) return [];
  const message = textsOf(locale).notices.deleted(by_name);
  return [
    { type: "deleted", room, ...author, by: actor.client_id, by_name, target, sender: "server", message },
  ];
};

export const deleted = (state: ChatFacts, fact: FactOf<"deleted">): void => {
  state.deleted.set(fact.target, positionOf(fact));
};
