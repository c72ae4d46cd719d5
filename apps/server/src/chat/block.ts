import { ChatError, everybody, isDirectRoom, textsOf, type RecordDraft } from "@beseda/protocol";
import type { Decision } from "./circumstances.ts";
import type { Actor, Target } from "./actor.ts";
import type { FactOf } from "./fact.ts";
import type { ChatFacts } from "./state.ts";
import { nameOf } from "./lookup.ts";

/** Blocks a person, or (`everybody`) everything private from anybody. */
export interface Block {
  readonly kind: "block";
  readonly actor: Actor;
  readonly target: Pick<Target, "client_id" | "name">;
}

export interface Unblock {
  readonly kind: "unblock";
  readonly actor: Actor;
  readonly target: Pick<Target, "client_id" | "name">;
}

export type BlockCommand = Block | Unblock;

/** The most people that one person may have blocked. */
export const mostBlocked = 200;

type Blocks = Pick<ChatFacts, "blocks">;
type Whom = Pick<Target, "client_id" | "name">;

const has = (state: Blocks, clientId: string, target: string): boolean =>
  state.blocks.get(clientId)?.some(({ client_id }) => client_id === target) ?? false;

/** Whether a client has blocked a person, and so does not read what that person says. */
export const hasBlocked = has;

/**
 * Refuses what goes between two people if either has blocked the other. A blocked person is refused in the
 * same words as anybody is by a person who accepts nothing private: nobody learns that they are blocked
 * (DIR-4).
 * @throws {ChatError} `you-blocked`, `not-taking`
 */
export const refuseUnlessTaken = (state: Blocks, { client_id }: Pick<Actor, "client_id">, to: Whom): void => {
  if (state.blocks.size === 0) return;
  if (has(state, client_id, to.client_id)) throw new ChatError("you-blocked", to.name || to.client_id);
  if (has(state, to.client_id, client_id) || has(state, to.client_id, everybody))
    throw new ChatError("not-taking", to.name);
};

/** The other person of a room of two. */
export const otherIn = (room: string, clientId: string): string =>
  room
    .slice(1)
    .split("+")
    .find((id) => id !== clientId) ?? clientId;

/**
 * The same check for what is said in a room of two.
 * @throws {ChatError} `you-blocked`, `not-taking`
 */
export const refuseUnlessTakenIn = (
  state: Blocks & Pick<ChatFacts, "online">,
  actor: Pick<Actor, "client_id">,
  room: string,
): void => {
  if (state.blocks.size === 0 || !isDirectRoom(room)) return;
  const client_id = otherIn(room, actor.client_id);
  refuseUnlessTaken(state, actor, { client_id, name: state.online.get(client_id)?.name ?? "" });
};

/** Whether the other person of a room of two is no longer in it (DIR-3). */
export const hasOtherLeft = (state: Pick<ChatFacts, "rooms">, room: string, clientId: string): boolean =>
  isDirectRoom(room) && !state.rooms.get(room)?.members.has(otherIn(room, clientId));

export const block: Decision<Block> = (state, { actor, target }, { locale }) => {
  nameOf(state, actor);
  const { client_id } = actor;
  if (target.client_id === client_id) throw new ChatError("not-permitted");
  if (has(state, client_id, target.client_id)) return [];
  if ((state.blocks.get(client_id)?.length ?? 0) >= mostBlocked)
    throw new ChatError("too-many-blocks", mostBlocked);
  return [fact("blocked", { client_id, target }, textsOf(locale).notices.blocked(target.name))];
};

export const unblock: Decision<Unblock> = (state, { actor, target }, { locale }) => {
  nameOf(state, actor);
  const { client_id } = actor;
  if (!has(state, client_id, target.client_id)) return [];
  return [fact("unblocked", { client_id, target }, textsOf(locale).notices.unblocked(target.name))];
};

const fact = (
  type: "blocked" | "unblocked",
  { client_id, target }: { readonly client_id: string; readonly target: Whom },
  message: string,
): RecordDraft => ({
  type,
  client_id,
  target: target.client_id,
  target_name: target.name,
  sender: "server",
  message,
});

export const blocked = (state: Blocks, { client_id, target, target_name }: FactOf<"blocked">): void => {
  const others = (state.blocks.get(client_id) ?? []).filter((person) => person.client_id !== target);
  state.blocks.set(client_id, [...others, { client_id: target, name: target_name }]);
};

export const unblocked = (state: Blocks, { client_id, target }: FactOf<"unblocked">): void => {
  const others = (state.blocks.get(client_id) ?? []).filter((person) => person.client_id !== target);
  if (others.length === 0) state.blocks.delete(client_id);
  else state.blocks.set(client_id, others);
};
