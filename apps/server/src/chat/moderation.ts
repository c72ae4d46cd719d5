import {
  ChatError,
  isAtLeast,
  lobby,
  textsOf,
  type BanScope,
  type Moderation,
  type RecordDraft,
  type Role,
} from "@beseda/protocol";
import type { Circumstances, Decision } from "./circumstances.ts";
import type { Actor, Target } from "./actor.ts";
import { revoked } from "./invitation.ts";
import type { FactOf } from "./fact.ts";
import { permit, permitIn, roleIn } from "./permissions.ts";
import { memberRoom, nameOf } from "./lookup.ts";
import { holds, roomOf, type ChatFacts, type RoomFacts } from "./state.ts";

/** Removes somebody from a room; from the lobby: from the chat. */
export interface Kick {
  readonly kind: "kick";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
  readonly reason: string;
}

export interface Ban {
  readonly kind: "ban";
  readonly actor: Actor;
  readonly target: Target;
  readonly scope: BanScope;
  /** ISO 8601; for ever without it. */
  readonly until?: string;
  readonly reason: string;
}

export interface Unban {
  readonly kind: "unban";
  readonly actor: Actor;
  readonly target: Target;
}

export interface Mute {
  readonly kind: "mute";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
  /** ISO 8601; for ever without it. */
  readonly until?: string;
  readonly reason: string;
}

export interface Unmute {
  readonly kind: "unmute";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
}

export interface Slow {
  readonly kind: "slow";
  readonly actor: Actor;
  readonly room: string;
  /** Time between two messages of one person; 0 for none. */
  readonly seconds: number;
}

/** Gives somebody a role in a room; in the lobby: on the server. */
export interface Grant {
  readonly kind: "role";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
  readonly role: Role;
}

/** A moderation command; each that changes something is a record. */
export type ModerationCommand = Kick | Ban | Unban | Mute | Unmute | Slow | Grant;

type ModeratedDraft = Extract<RecordDraft, { type: "moderated" }>;

interface Act {
  readonly action: Moderation;
  readonly actor: Actor;
  readonly room: string;
  /** The person that it is done to; the moderator if it is done to nobody. */
  readonly target?: Pick<Target, "client_id" | "name">;
}

/** @throws {ChatError} `session-ended` */
const draftOf = (
  state: ChatFacts,
  { action, actor, room, target }: Act,
  { locale }: Circumstances,
): ModeratedDraft => {
  const by_name = nameOf(state, actor);
  const { client_id, name } = target ?? { ...actor, name: by_name };
  const message = textsOf(locale).moderations[action](name, by_name);
  const by = actor.client_id;
  return { type: "moderated", room, client_id, name, by, by_name, action, sender: "server", message };
};

/** Refuses moderation by an equal or lower role, and of oneself. */
const outrank = (
  state: ChatFacts,
  actor: Actor,
  { room, target }: { room: string; target: Target },
): void => {
  const theirs = roleIn(state, { ...target, session: "" }, room);
  if (target.client_id === actor.client_id || isAtLeast(theirs, roleIn(state, actor, room)))
    throw new ChatError("not-permitted");
};

const withReason = (draft: ModeratedDraft, reason: string): ModeratedDraft =>
  reason === "" ? draft : { ...draft, reason };

export const kick: Decision<Kick> = (state, { actor, room, target, reason }, circumstances) => {
  const draft = draftOf(state, { action: "kick", actor, room, target }, circumstances);
  const { members } = memberRoom(state, actor, room);
  permitIn(state, actor, ["kick", room]);
  outrank(state, actor, { room, target });
  const { client_id, name } = target;
  if (!members.has(client_id)) throw new ChatError("nobody", name);
  const kicked = withReason(draft, reason);
  if (room === lobby) return [kicked];
  const { message } = kicked;
  return [kicked, { type: "left", room, client_id, name, by: actor.client_id, sender: "server", message }];
};

export const ban: Decision<Ban> = (state, { actor, target, scope, until, reason }, circumstances) => {
  const draft = draftOf(state, { action: "ban", actor, room: lobby, target }, circumstances);
  permit(actor, "ban");
  outrank(state, actor, { room: lobby, target });
  return [{ ...withReason(draft, reason), scope, ...(until !== undefined && { until }) }];
};

export const unban: Decision<Unban> = (state, { actor, target }, circumstances) => {
  const draft = draftOf(state, { action: "unban", actor, room: lobby, target }, circumstances);
  permit(actor, "ban");
  return state.bans.has(target.client_id) ? [draft] : [];
};

export const mute: Decision<Mute> = (state, { actor, room, target, until, reason }, circumstances) => {
  const draft = draftOf(state, { action: "mute", actor, room, target }, circumstances);
  memberRoom(state, actor, room);
  permitIn(state, actor, ["mute", room]);
  outrank(state, actor, { room, target });
  return [{ ...withReason(draft, reason), ...(until !== undefined && { until }) }];
};

export const unmute: Decision<Unmute> = (state, { actor, room, target }, circumstances) => {
  const draft = draftOf(state, { action: "unmute", actor, room, target }, circumstances);
  const { mutes } = memberRoom(state, actor, room);
  permitIn(state, actor, ["mute", room]);
  // A muted person may be a moderator by now: that does not unmute them.
  outrank(state, actor, { room, target });
  return holds(mutes.get(target.client_id), circumstances.nowMs) ? [draft] : [];
};

export const slow: Decision<Slow> = (state, { actor, room, seconds }, circumstances) => {
  const draft = draftOf(state, { action: "slow", actor, room }, circumstances);
  const known = memberRoom(state, actor, room);
  permitIn(state, actor, ["slow", room]);
  return known.slow === seconds ? [] : [{ ...draft, seconds }];
};

/**
 * Whether a role may be given: nobody gives a higher one than their own, and only an owner gives their own.
 */
const mayGive = (own: Role, role: Role): boolean => own === "owner" || (isAtLeast(own, role) && own !== role);

export const grant: Decision<Grant> = (state, { actor, room, target, role }, circumstances) => {
  const draft = draftOf(state, { action: "role", actor, room, target }, circumstances);
  memberRoom(state, actor, room);
  permitIn(state, actor, ["role", room]);
  outrank(state, actor, { room, target });
  if (!mayGive(roleIn(state, actor, room), role)) throw new ChatError("not-permitted");
  // On the server only an account can have a role.
  if (room === lobby && target.role === "guest") throw new ChatError("nobody", target.name);
  return [{ ...draft, role }];
};

/**
 * Refuses a muted person whatever else would be shown in the room.
 * @throws {ChatError} `muted`
 */
export const refuseMuted = (
  { mutes }: Pick<RoomFacts, "mutes">,
  { client_id }: Actor,
  circumstances: Circumstances,
): void => {
  const found = mutes.size === 0 ? undefined : mutes.get(client_id);
  // The clock is read only if somebody is muted.
  if (found && holds(found, circumstances.nowMs)) throw new ChatError("muted", found.until, found.reason);
};

type Effect = (state: ChatFacts, fact: FactOf<"moderated">) => void;

/** The change that each action makes. */
const effects: Readonly<Record<Moderation, Effect>> = {
  ban: (state, { client_id, name, until = "", reason = "" }) => {
    state.bans.set(client_id, { name, until, reason });
    revoked(state, client_id);
  },
  unban: (state, { client_id }) => void state.bans.delete(client_id),
  mute: (state, { room, client_id, until = "", reason = "" }) =>
    roomOf(state, room).mutes.set(client_id, { until, reason }),
  unmute: (state, { room, client_id }) => void roomOf(state, room).mutes.delete(client_id),
  slow: (state, { room: name, seconds = 0 }) => {
    const room = roomOf(state, name);
    room.slow = seconds;
    if (seconds === 0) for (const clientId of room.spoke.keys()) room.spoke.delete(clientId);
  },
  role: (state, { room, client_id, role }) => {
    // A role on the server is kept with the account.
    if (room !== lobby && role) roomOf(state, room).roles.set(client_id, role);
  },
  // The change of a kick is in the `left` or `disconnected` record after it.
  kick: () => undefined,
};

export const moderated: Effect = (state, fact) => {
  // An action of a later version changes nothing here (LOG-12).
  if (Object.hasOwn(effects, fact.action)) effects[fact.action](state, fact);
};
