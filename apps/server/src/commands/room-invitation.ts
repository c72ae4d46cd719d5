import { familiarPlaceOf, nameKey, procedures, type InvitationList } from "@beseda/protocol";
import { invitationsBy, openInvitations, receivedInvitations } from "../chat/invitation.ts";
import { memberRoom } from "../chat/lookup.ts";
import type { Context } from "./context.ts";
import { procedure } from "./procedure.ts";
import { anybodyOf } from "./target.ts";

const declared = procedures.room;

/**
 * Invitations to rooms: nobody is taken into a room; people are asked in, and come if they want to (DIR-2).
 */
export const roomInvitationProcedures = {
  /** Invites somebody, whether they are here or not; they become a member when they join. */
  invite: procedure.input(declared.invite.input).mutation(async ({ ctx, input }) => {
    const { session, services } = ctx;
    const room = meantRoom(ctx, input.room);
    memberRoom(services.chat.state, session.actor, room);
    const target = await anybodyOf(services, input.name);
    await services.chat.execute({ kind: "invite", actor: session.actor, room, target });
  }),
  /** Takes an invitation back. */
  uninvite: procedure.input(declared.uninvite.input).mutation(async ({ ctx, input }) => {
    const { session, services } = ctx;
    const room = meantRoom(ctx, input.room);
    const { state } = services.chat;
    memberRoom(state, session.actor, room);
    const made = invitationsBy(state, session.clientId).find(
      (invitation) => invitation.room === room && nameKey(invitation.name) === nameKey(input.name),
    );
    const target = made ?? (await anybodyOf(services, input.name));
    await services.chat.execute({ kind: "uninvite", actor: session.actor, room, target });
  }),
  /** Refuses an invitation. */
  decline: procedure.input(declared.decline.input).mutation(async ({ ctx, input }) => {
    const { session, services } = ctx;
    const room = meantRoom(ctx, input.room);
    await services.chat.execute({ kind: "decline", actor: session.actor, room });
  }),
  /** Lists open invitations: those that one received, and those that one made. */
  invitations: procedure.query(({ ctx: { session, services } }): InvitationList => {
    const { state } = services.chat;
    return {
      received: receivedInvitations(state, session.clientId),
      made: [...invitationsBy(state, session.clientId)],
    };
  }),
};

/**
 * Finds the room that somebody means: one of theirs, or one that they are invited to, by what people call it.
 */
export const meantRoom = ({ session, services }: Context, wanted: string): string => {
  const { state } = services.chat;
  if (!wanted.startsWith("~") || state.rooms.has(wanted)) return wanted;
  const invited = openInvitations(state, session.clientId).map(({ room }) => room);
  const meant = [...session.rooms(), ...invited].filter((room) => familiarPlaceOf(room) === wanted);
  return meant.length === 1 ? (meant[0] ?? wanted) : wanted;
};
