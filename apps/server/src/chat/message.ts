import { ChatError, textsOf, type PostType } from "@beseda/protocol";
import { refuseUnlessTakenIn } from "./block.ts";
import type { Circumstances, Decision } from "./circumstances.ts";
import type { Actor } from "./actor.ts";
import { positionOf, timeOf, type FactOf } from "./fact.ts";
import { mentionsOf } from "./mention.ts";
import { refuseMuted } from "./moderation.ts";
import { isPermitted, kindOf, permitIn, roleIn } from "./permissions.ts";
import { memberRoom, nameOf, openRoom } from "./lookup.ts";
import type { ChatFacts, RoomFacts } from "./state.ts";

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
  const { reply_to } = command;
  if (reply_to !== undefined && state.deleted.has(reply_to)) throw new ChatError("unknown-message", reply_to);
  refuseUnlessTakenIn(state, command.actor, command.room);
  refuseMuted(room, command.actor, circumstances);
  if (room.slow > 0 && !mayHurry(state, command)) refuseTooSoon(room, command.actor, circumstances);
  return [
    {
      type: "message",
      room: command.room,
      client_id: command.actor.client_id,
      name,
      session: command.actor.session,
      id: command.id,
      ...(reply_to !== undefined && { reply_to }),
      ...(command.action && { action: true }),
      ...(command.text.includes("@") && mentionsOf(state, command.room, command.text)),
      sender: "client",
      message: command.text,
    },
  ];
};

/** Whether the actor may set slow mode, and so is not delayed by it. */
const mayHurry = (state: ChatFacts, { actor, room }: Say): boolean =>
  isPermitted(roleIn(state, actor, room), "slow", kindOf(room));

/** @throws {ChatError} `rate` with the time to wait (ROOM-2) */
const refuseTooSoon = ({ slow, spoke }: RoomFacts, { client_id }: Actor, { nowMs }: Circumstances): void => {
  const time = spoke.get(client_id);
  if (time === undefined) return;
  const betweenMs = slow * 1000;
  // A record that is not durable yet has no time: it counts as of now.
  const waitMs = time === "" ? betweenMs : Date.parse(time) + betweenMs - nowMs;
  // A clock may go back: nobody waits longer because of that.
  if (waitMs > 0) throw new ChatError("rate", Math.min(waitMs, betweenMs));
};

export const remove: Decision<Delete> = (state, { actor, room, target, author }, { locale }) => {
  const by_name = nameOf(state, actor);
  memberRoom(state, actor, room);
  const isOwn = author.client_id === actor.client_id;
  permitIn(state, actor, [isOwn ? "delete-own" : "delete", room]);
  if (state.deleted.has(target)) return [];
  const message = textsOf(locale).notices.deleted(by_name, target);
  return [
    { type: "deleted", room, ...author, by: actor.client_id, by_name, target, sender: "server", message },
  ];
};

export const said = (state: ChatFacts, fact: FactOf<PostType>): void => spoken(state, fact, timeOf(fact));

/** People in one room whose time of speaking is remembered. */
const mostRemembered = 10_000;

/**
 * Applies what a message changes, from as little of it as is needed: called for every message at each start.
 */
export const spoken = (
  { rooms }: { readonly rooms: { get(name: string): RoomFacts | undefined } },
  { room: name, client_id }: Pick<Say, "room"> & Pick<Actor, "client_id">,
  time: string,
): void => {
  const room = rooms.get(name);
  if (!room || room.slow === 0) return;
  const { spoke } = room;
  spoke.delete(client_id);
  spoke.set(client_id, time);
  if (spoke.size <= mostRemembered) return;
  for (const first of spoke.keys()) {
    spoke.delete(first);
    return;
  }
};

export const deleted = (state: ChatFacts, fact: FactOf<"deleted" | "redacted">): void => {
  const position = positionOf(fact);
  // Its edits are taken back with it.
  for (const said of [fact.target, ...(state.edits.get(fact.target) ?? [])])
    state.deleted.set(said, position);
  state.edits.delete(fact.target);
  state.reactions.delete(fact.target);
  const room = state.rooms.get(fact.room);
  if (room?.pins.includes(fact.target)) room.pins = room.pins.filter((seq) => seq !== fact.target);
};
