import {
  ChatError,
  isPrivateRoom,
  textsOf,
  type MadeInvitation,
  type RoomInvitation,
} from "@beseda/protocol";
import { refuseUnlessTaken } from "./block.ts";
import type { Decision } from "./circumstances.ts";
import type { Actor, Target } from "./actor.ts";
import { timeOf, type FactOf } from "./fact.ts";
import { isPermitted, kindOf, permitIn, roleIn } from "./permissions.ts";
import { memberRoom, nameOf, openRoom } from "./lookup.ts";
import { holds, type ChatFacts, type Invitation } from "./state.ts";

/** Invites somebody to a room. */
export interface Invite {
  readonly kind: "invite";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Target;
}

/** Takes an invitation back. */
export interface Uninvite {
  readonly kind: "uninvite";
  readonly actor: Actor;
  readonly room: string;
  readonly target: Pick<Target, "client_id">;
}

/** Refuses an invitation. */
export interface Decline {
  readonly kind: "decline";
  readonly actor: Actor;
  readonly room: string;
}

export type InvitationCommand = Invite | Uninvite | Decline;

/** The most open invitations that one person may have: beyond that they receive no more. */
const mostReceived = 20;
/** The most open invitations that one person may have made. */
export const mostMade = 50;
/** How long a declined invitation prevents another one to the same room. */
const declinedForMs = 86_400_000;

type Invitations = Pick<ChatFacts, "invitations">;

const without = (list: readonly Invitation[], room: string): Invitation[] =>
  list.filter((invitation) => invitation.room !== room);

const keep = (state: Invitations, clientId: string, list: readonly Invitation[]): void => {
  if (list.length === 0) state.invitations.delete(clientId);
  else state.invitations.set(clientId, [...list]);
};

/** A person's invitations that they can accept, the oldest first. */
export const openInvitations = (
  state: Pick<ChatFacts, "invitations">,
  clientId: string,
): readonly Invitation[] =>
  (state.invitations.get(clientId) ?? []).filter(({ declined }) => declined === undefined);

/** Open invitations as the invited person sees them: without anything that is in the rooms. */
export const receivedInvitations = (
  state: Pick<ChatFacts, "invitations" | "rooms">,
  clientId: string,
): RoomInvitation[] =>
  openInvitations(state, clientId).map((invitation) =>
    asReceived(invitation, state.rooms.get(invitation.room)?.title ?? ""),
  );

const asReceived = ({ room, by, by_name, time }: Invitation, title: string): RoomInvitation =>
  title === "" ? { room, by, by_name, time } : { room, title, by, by_name, time };

/** A person's invitation to a room that they can accept. */
export const openInvitation = (state: Invitations, clientId: string, room: string): Invitation | undefined =>
  openInvitations(state, clientId).find((invitation) => invitation.room === room);

/** Open invitations that somebody has made. */
export const invitationsBy = (state: Invitations, by: string): readonly MadeInvitation[] =>
  [...state.invitations.keys()].flatMap((client_id) =>
    openInvitations(state, client_id)
      .filter((invitation) => invitation.by === by)
      .map(({ room, name, time }) => ({ room, client_id, name, time })),
  );

/** Invites somebody to a room; they become a member by joining, and read from there on (DIR-2). */
export const invite: Decision<Invite> = (state, { actor, room, target }, { locale, nowMs }) => {
  const by_name = nameOf(state, actor);
  const known = openRoom(state, actor, room);
  permitIn(state, actor, ["invite", room]);
  const { client_id, name } = target;
  if (known.members.has(client_id) || openInvitation(state, client_id, room)) return [];
  refuseUnlessTaken(state, actor, target);
  const earlier = (state.invitations.get(client_id) ?? []).find((invitation) => invitation.room === room);
  const isDeclined = earlier?.declined !== undefined && isRecent(earlier.declined, nowMs);
  const isFull = openInvitations(state, client_id).length >= mostReceived;
  // One sentence for all cases: nobody can tell by it whether they are blocked (DIR-4).
  if (isDeclined || isFull || holds(state.bans.get(client_id), nowMs))
    throw new ChatError("not-taking", name);
  if (invitationsBy(state, actor.client_id).length >= mostMade)
    throw new ChatError("too-many-invitations", mostMade);
  const message = textsOf(locale).notices.asked(name, by_name);
  return [
    { type: "invited", room, client_id, name, by: actor.client_id, by_name, sender: "server", message },
  ];
};

/** Whether a declining is recent; one that is not durable yet has no time: it counts as of now. */
const isRecent = (declined: string, nowMs: number): boolean =>
  declined === "" || Date.parse(declined) + declinedForMs > nowMs;

/** Takes an invitation back: one's own, or another's as somebody who may remove people. */
export const uninvite: Decision<Uninvite> = (state, { actor, room, target }, { locale }) => {
  const by_name = nameOf(state, actor);
  memberRoom(state, actor, room);
  const invitation = openInvitation(state, target.client_id, room);
  if (!invitation) throw new ChatError("no-invitation", room);
  const isOwn = invitation.by === actor.client_id;
  if (!isPermitted(roleIn(state, actor, room), isOwn ? "uninvite-own" : "uninvite", kindOf(room)))
    throw new ChatError("not-permitted");
  const { client_id } = target;
  const { name } = invitation;
  const message = textsOf(locale).notices.withdrawn(name, by_name);
  const by = actor.client_id;
  return [{ type: "invitation-withdrawn", room, client_id, name, by, by_name, sender: "server", message }];
};

export const decline: Decision<Decline> = (state, { actor, room }, { locale }) => {
  const { client_id } = actor;
  const name = nameOf(state, actor);
  // Others must not find out whether a private room exists.
  if (!openInvitation(state, client_id, room))
    throw new ChatError(isPrivateRoom(room) ? "unknown-room" : "no-invitation", room);
  const message = textsOf(locale).notices.declined(name);
  return [{ type: "declined", room, client_id, name, sender: "server", message }];
};

export const invited = (state: Invitations, fact: FactOf<"invited">): void => {
  const { client_id, name, room, by, by_name } = fact;
  const others = without(state.invitations.get(client_id) ?? [], room);
  keep(state, client_id, [...others, { room, name, by, by_name, time: timeOf(fact) }]);
};

/** Remembers as many declined invitations as may be open. */
export const declined = (state: Invitations, fact: FactOf<"declined">): void => {
  const { client_id, room } = fact;
  const list = state.invitations.get(client_id) ?? [];
  const invitation = list.find((candidate) => candidate.room === room);
  if (!invitation) return;
  const open = list.filter((other) => other !== invitation && other.declined === undefined);
  const earlier = list.filter((other) => other !== invitation && other.declined !== undefined);
  const remembered = [...earlier, { ...invitation, declined: timeOf(fact) }].slice(-mostReceived);
  keep(state, client_id, [...open, ...remembered]);
};

export const withdrawn = (state: Invitations, fact: FactOf<"invitation-withdrawn">): void =>
  settled(state, fact.client_id, fact.room);

/**
 * Removes invitations to a room for somebody who is in it or is not to come: none stays open or prevents
 * another.
 */
export const settled = (state: Invitations, clientId: string, room: string): void => {
  const list = state.invitations.get(clientId);
  if (list?.some((invitation) => invitation.room === room)) keep(state, clientId, without(list, room));
};

/** Removes the invitations made by somebody who was removed from a room, or (no room) from the chat. */
export const revoked = (state: Invitations, by: string, room?: string): void => {
  for (const { client_id, room: where } of invitationsBy(state, by))
    if (room === undefined || room === where) settled(state, client_id, where);
};
