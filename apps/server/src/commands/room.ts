import { randomBytes } from "node:crypto";
import {
  ChatError,
  directRoomOf,
  isDirectRoom,
  isPrivateRoom,
  lobby,
  onPage,
  privateRoomOf,
  procedures,
  type RoomListing,
  type RoomSummary,
} from "@beseda/protocol";
import { memberRoom, onlineClient } from "../chat/lookup.ts";
import { answeredPage } from "./history.ts";
import { procedure, router } from "./procedure.ts";
import { meantRoom, roomInvitationProcedures } from "./room-invitation.ts";
import { onlineCount, onlineMembers, summaries, summaryOf } from "./room-summary.ts";

const declared = procedures.room;

/** Limits of the list of rooms in one answer. */
const listed = { most: 1000, bytes: 256 * 1024 };

export const room = router({
  ...roomInvitationProcedures,
  /** Lists the rooms of this session; if there are many, those with the newest records. */
  list: procedure
    .input(declared.list.input)
    .query(({ ctx, input }): readonly RoomSummary[] => summaries(ctx, { ...listed, ...input }).rooms),
  /**
   * Lists the public rooms that somebody is in, and one's own private ones; rooms that everybody has left are
   * not listed.
   */
  directory: procedure
    .input(declared.directory.input)
    .query(({ ctx: { session, services }, input: { page } }): readonly RoomListing[] => {
      const { state } = services.chat;
      const { clientId } = session;
      const all = [...state.rooms]
        .filter(([name, found]) => name === lobby || found.members.size > 0)
        .filter(
          ([name, found]) => !isPrivateRoom(name) || (!isDirectRoom(name) && found.members.has(clientId)),
        );
      return onPage("rooms", all, page).map(([name, found]): RoomListing => {
        const member = found.members.has(clientId);
        const listing = { room: name, topic: found.topic, members: onlineCount(state, name, found), member };
        const { unread, mentions } = services.sessions.reading.of(session, name);
        return member && unread > 0 ? Object.assign(listing, { unread, mentions }) : listing;
      });
    }),
  /** Returns records of a room at a place, oldest first, and the `seq` that they begin behind, `after`. */
  history: procedure.input(declared.history.input).query(({ ctx, input }) => answeredPage(ctx, input)),
  /**
   * Joins a room; a private one that one is invited to may be named without the end of its name, `~книги`.
   */
  join: procedure.input(declared.join.input).mutation(async ({ ctx, input }) => {
    const { session, services } = ctx;
    const name = meantRoom(ctx, input.room);
    // A room that does not exist is opened, and stays like any other (LIM-1).
    if (!services.chat.state.rooms.get(name)) session.limiter.command("opened");
    await services.chat.execute({ kind: "join", actor: session.actor, room: name });
    return summaryOf(ctx, name);
  }),
  /**
   * Opens a room, public or private, and becomes its owner. The name of a private one ends in random
   * characters.
   */
  create: procedure.input(declared.create.input).mutation(async ({ ctx, input }) => {
    const { session, services } = ctx;
    const isPrivate = input.private;
    const name = isPrivate ? privateRoomOf(input.room, randomBytes(6).toString("hex")) : input.room;
    const title = isPrivate ? { title: input.room } : {};
    await services.chat.execute({ kind: "create", actor: session.actor, room: name, ...title });
    return summaryOf(ctx, name);
  }),
  /** Sets the title of a room; its name stays. */
  title: procedure.input(declared.title.input).mutation(async ({ ctx, input: { room: name, title } }) => {
    const { session, services } = ctx;
    await services.chat.execute({ kind: "title", actor: session.actor, room: name, title });
    return summaryOf(ctx, name);
  }),
  /** Makes a room read-only, or opens it again. */
  archive: procedure
    .input(declared.archive.input)
    .mutation(async ({ ctx, input: { room: name, archived } }) => {
      const { session, services } = ctx;
      await services.chat.execute({ kind: "archive", actor: session.actor, room: name, archived });
      return summaryOf(ctx, name);
    }),
  leave: procedure
    .input(declared.leave.input)
    .mutation(async ({ ctx: { session, services }, input: { room: name } }) => {
      await services.chat.execute({ kind: "leave", actor: session.actor, room: name });
    }),
  /** Sets the topic; an empty one takes it away. */
  topic: procedure.input(declared.topic.input).mutation(async ({ ctx, input: { room: name, topic } }) => {
    const { session, services } = ctx;
    await services.chat.execute({ kind: "topic", actor: session.actor, room: name, topic });
    return summaryOf(ctx, name);
  }),
  /**
   * Returns the private room with a person who is online, by name or `client_id`; opens it if there is none
   * yet.
   */
  direct: procedure.input(declared.direct.input).mutation(async ({ ctx, input: { name } }) => {
    const { chat } = ctx.services;
    const { actor } = ctx.session;
    await chat.execute({ kind: "direct", actor, name });
    const other = onlineClient(chat.state, name);
    if (other === undefined) throw new ChatError("nobody", name);
    return summaryOf(ctx, directRoomOf(actor.client_id, other));
  }),
  /** Lists members that are online. */
  members: procedure.input(declared.members.input).query(({ ctx, input }) => {
    const { state } = ctx.services.chat;
    return onlineMembers(state, memberRoom(state, ctx.session.actor, input.room));
  }),
});
