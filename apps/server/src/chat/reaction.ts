import { ChatError, textsOf } from "@beseda/protocol";
import type { Actor } from "./actor.ts";
import { refuseUnlessTakenIn } from "./block.ts";
import type { Decision } from "./circumstances.ts";
import { positionOf, type FactOf } from "./fact.ts";
import { nameOf, openRoom } from "./lookup.ts";
import { refuseMuted } from "./moderation.ts";
import { permitIn } from "./permissions.ts";
import { parseReactions, writeReactions, type SetReaction } from "./set-reactions.ts";
import type { ChatFacts } from "./state.ts";

/** Sets an emoji below a message, or takes it away. */
export interface React {
  readonly kind: "react";
  readonly actor: Actor;
  readonly id: string;
  readonly room: string;
  readonly target: number;
  readonly emoji: string;
  readonly withdrawn: boolean;
}

/** The most reactions, and the most different emoji, below one message. */
const mostReactions = 500;
const mostEmoji = 20;

export const react: Decision<React> = (state, command, circumstances) => {
  const { actor, id, room: place, target, emoji, withdrawn } = command;
  const name = nameOf(state, actor);
  const room = openRoom(state, actor, place);
  permitIn(state, actor, ["react", place]);
  if (state.deleted.has(target)) throw new ChatError("unknown-message", target);
  const { client_id } = actor;
  const reactions = reactionsTo(state, target);
  const isSet = reactions.some((reaction) => reaction.client_id === client_id && reaction.emoji === emoji);
  if (isSet !== withdrawn) return [];
  if (!withdrawn) {
    refuseUnlessTakenIn(state, actor, place);
    refuseMuted(room, actor, circumstances);
    refuseTooMany(reactions, emoji);
  }
  const { reacted: sets, unreacted } = textsOf(circumstances.locale).notices;
  return [
    {
      type: "reacted",
      room: place,
      client_id,
      name,
      id,
      target,
      emoji,
      ...(withdrawn && { withdrawn }),
      sender: "server",
      message: (withdrawn ? unreacted : sets)(name, target, emoji),
    },
  ];
};

/** @throws {ChatError} `too-many-reactions`, `too-many-emoji` (MSG-4) */
const refuseTooMany = (reactions: readonly SetReaction[], emoji: string): void => {
  if (reactions.length >= mostReactions) throw new ChatError("too-many-reactions", mostReactions);
  const kinds = new Set(reactions.map((reaction) => reaction.emoji));
  if (!kinds.has(emoji) && kinds.size >= mostEmoji) throw new ChatError("too-many-emoji", mostEmoji);
};

/** Reactions in effect below a message, in the order in which they were set. */
export const reactionsTo = (
  { reactions }: { readonly reactions: { get(target: number): string | undefined } },
  target: number,
): readonly SetReaction[] => parseReactions(reactions.get(target) ?? "");

export const reacted = (state: ChatFacts, fact: FactOf<"reacted">): void => {
  const { target, emoji, client_id, withdrawn } = fact;
  if (state.deleted.has(target)) return;
  const others = reactionsTo(state, target).filter(
    (reaction) => reaction.client_id !== client_id || reaction.emoji !== emoji,
  );
  const left = withdrawn ? others : [...others, { emoji, client_id, seq: positionOf(fact) }];
  if (left.length === 0) state.reactions.delete(target);
  else state.reactions.set(target, writeReactions(left));
};
