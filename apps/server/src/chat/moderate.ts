import {
  ChatError,
  isAtLeast,
  lobby,
  textsOf,
  type Moderation,
  type RecordDraft,
  type Role,
} from "@beseda/protocol";
import type {
  Actor,
  Ban,
  Delete,
  Grant,
  Kick,
  ModerationCommand,
  Mute,
  Slow,
  Target,
  Unban,
  Unmute,
} from "./command.ts";
import type { Circumstances } from "./circumstances.ts";
import { permit, permitIn, roleIn } from "./permissions.ts";
import { memberRoom, nameOf } from "./standing.ts";
import { holds, type ChatFacts } from "./state.ts";

type ModeratedDraft = Extract<RecordDraft, { type: "moderated" }>;

/** What moderators do to people and messages; each is a record. */
export const moderate = (
  state: ChatFacts,
  command: ModerationCommand,
  { locale, nowMs }: Circumstances,
): readonly RecordDraft[] => {
  const by_name = nameOf(state, command.actor);
  const fact = (
    action: Moderation,
    room: string,
    whom: { client_id: string; name: string },
  ): ModeratedDraft => ({
    type: "moderated",
    room,
    client_id: whom.client_id,
    name: whom.name,
    by: command.actor.client_id,
    by_name,
    action,
    sender: "server",
    message: textsOf(locale).moderations[action](whom.name, by_name),
  });
  switch (command.kind) {
    case "kick":
      return kick(state, command, fact("kick", command.room, command.target));
    case "ban":
      return ban(state, command, fact("ban", lobby, command.target));
    case "unban":
      return unban(state, command, fact("unban", lobby, command.target));
    case "mute":
      return mute(state, command, fact("mute", command.room, command.target));
    case "unmute":
      return unmute(state, command, { fact: fact("unmute", command.room, command.target), nowMs });
    case "slow":
      return slow(state, command, fact("slow", command.room, { ...command.actor, name: by_name }));
    case "role":
      return grant(state, command, fact("role", command.room, command.target));
    case "delete":
      return remove(state, command, { by_name, message: textsOf(locale).notices.deleted(by_name) });
  }
};

/** Nobody is moderated by an equal, nor by themselves. */
const outrank = (
  state: ChatFacts,
  actor: Actor,
  { room, target }: { room: string; target: Target },
): void => {
  const theirs = roleIn(state, { ...target, session: "" }, room);
  if (target.client_id === actor.client_id || isAtLeast(theirs, roleIn(state, actor, room)))
    throw new ChatError("not-permitted");
};

const withReason = (fact: ModeratedDraft, reason: string): ModeratedDraft =>
  reason === "" ? fact : { ...fact, reason };

const kick = (
  state: ChatFacts,
  { actor, room, target, reason }: Kick,
  fact: ModeratedDraft,
): readonly RecordDraft[] => {
  const { members } = memberRoom(state, actor, room);
  permitIn(state, actor, ["kick", room]);
  outrank(state, actor, { room, target });
  const { client_id, name } = target;
  if (!members.has(client_id)) throw new ChatError("nobody", name);
  const record = withReason(fact, reason);
  if (room === lobby) return [record];
  const { message } = record;
  return [record, { type: "left", room, client_id, name, by: actor.client_id, sender: "server", message }];
};

const ban = (
  state: ChatFacts,
  { actor, target, scope, until, reason }: Ban,
  fact: ModeratedDraft,
): readonly RecordDraft[] => {
  permit(actor, "ban");
  outrank(state, actor, { room: lobby, target });
  return [{ ...withReason(fact, reason), scope, ...(until !== undefined && { until }) }];
};

const unban = (state: ChatFacts, { actor, target }: Unban, fact: ModeratedDraft): readonly RecordDraft[] => {
  permit(actor, "ban");
  return state.bans.has(target.client_id) ? [fact] : [];
};

const mute = (
  state: ChatFacts,
  { actor, room, target, until, reason }: Mute,
  fact: ModeratedDraft,
): readonly RecordDraft[] => {
  memberRoom(state, actor, room);
  permitIn(state, actor, ["mute", room]);
  outrank(state, actor, { room, target });
  return [{ ...withReason(fact, reason), ...(until !== undefined && { until }) }];
};

const unmute = (
  state: ChatFacts,
  { actor, room, target }: Unmute,
  { fact, nowMs }: { readonly fact: ModeratedDraft; readonly nowMs: number },
): readonly RecordDraft[] => {
  const { mutes } = memberRoom(state, actor, room);
  permitIn(state, actor, ["mute", room]);
  // Who was muted may be a moderator by now: that does not give them their word back.
  outrank(state, actor, { room, target });
  return holds(mutes.get(target.client_id), nowMs) ? [fact] : [];
};

const slow = (
  state: ChatFacts,
  { actor, room, seconds }: Slow,
  fact: ModeratedDraft,
): readonly RecordDraft[] => {
  const known = memberRoom(state, actor, room);
  permitIn(state, actor, ["slow", room]);
  return known.slow === seconds ? [] : [{ ...fact, seconds }];
};

/** Nobody gives more than they are, and only who is the most gives as much. */
const mayGive = (own: Role, role: Role): boolean => own === "owner" || (isAtLeast(own, role) && own !== role);

const grant = (
  state: ChatFacts,
  { actor, room, target, role }: Grant,
  fact: ModeratedDraft,
): readonly RecordDraft[] => {
  memberRoom(state, actor, room);
  permitIn(state, actor, ["role", room]);
  outrank(state, actor, { room, target });
  if (!mayGive(roleIn(state, actor, room), role)) throw new ChatError("not-permitted");
  // On the server only an account can be something.
  if (room === lobby && target.role === "guest") throw new ChatError("nobody", target.name);
  return [{ ...fact, role }];
};

const remove = (
  state: ChatFacts,
  { actor, room, target, author }: Delete,
  said: { readonly by_name: string; readonly message: string },
): readonly RecordDraft[] => {
  memberRoom(state, actor, room);
  const isOwn = author.client_id === actor.client_id;
  permitIn(state, actor, [isOwn ? "delete-own" : "delete", room]);
  if (state.deleted.has(target)) return [];
  return [{ type: "deleted", room, ...author, by: actor.client_id, target, sender: "server", ...said }];
};
