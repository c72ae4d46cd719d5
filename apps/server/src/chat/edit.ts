import { ChatError } from "@beseda/protocol";
import type { Actor } from "./actor.ts";
import { refuseUnlessTakenIn } from "./block.ts";
import type { Circumstances, Decision } from "./circumstances.ts";
import { positionOf, timeOf, type FactOf } from "./fact.ts";
import { nameOf, openRoom } from "./lookup.ts";
import { mentionsOf } from "./mention.ts";
import { refuseMuted } from "./moderation.ts";
import { permitIn } from "./permissions.ts";
import type { ChatFacts } from "./state.ts";

/** Changes the text of the actor's own message. */
export interface Edit {
  readonly kind: "edit";
  readonly actor: Actor;
  readonly id: string;
  readonly room: string;
  readonly target: number;
  readonly text: string;
  /** `client_id` of the message's author. */
  readonly author: string;
}

/** The most edits of one person within the time below. */
const mostEdits = 10;
const editsMs = 60_000;
/** People whose times of editing are remembered. */
const mostRemembered = 10_000;

export const edit: Decision<Edit> = (state, command, circumstances) => {
  const { actor, id, room: place, target, text, author } = command;
  const name = nameOf(state, actor);
  const room = openRoom(state, actor, place);
  permitIn(state, actor, ["edit", place]);
  if (state.deleted.has(target)) throw new ChatError("unknown-message", target);
  if (author !== actor.client_id) throw new ChatError("not-author", target);
  refuseUnlessTakenIn(state, actor, place);
  refuseMuted(room, actor, circumstances);
  refuseTooMany(state, actor, circumstances);
  const { client_id, session } = actor;
  const mentions = text.includes("@") ? mentionsOf(state, place, text) : {};
  const said = { id, target, ...mentions, sender: "client", message: text } as const;
  return [{ type: "edited", room: place, client_id, name, session, ...said }];
};

/** @throws {ChatError} `rate` with the time to wait (MSG-4) */
const refuseTooMany = (
  { editing }: Pick<ChatFacts, "editing">,
  { client_id }: Actor,
  { nowMs }: Circumstances,
): void => {
  const times = editing.get(client_id) ?? [];
  const [first] = times;
  if (first === undefined || times.length < mostEdits) return;
  // A record that is not durable yet has no time: it counts as of now.
  const waitMs = first === "" ? editsMs : Date.parse(first) + editsMs - nowMs;
  // A clock may go back: nobody waits longer because of that.
  if (waitMs > 0) throw new ChatError("rate", Math.min(waitMs, editsMs));
};

export const edited = (state: ChatFacts, fact: FactOf<"edited">): void => {
  const { client_id, target } = fact;
  const { edits, editing } = state;
  if (!state.deleted.has(target)) edits.set(target, [...(edits.get(target) ?? []), positionOf(fact)]);
  const times = [...(editing.get(client_id) ?? []), timeOf(fact)].slice(-mostEdits);
  editing.delete(client_id);
  editing.set(client_id, times);
  if (editing.size <= mostRemembered) return;
  for (const earliest of editing.keys()) {
    editing.delete(earliest);
    return;
  }
};
