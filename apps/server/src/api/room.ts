import {
  archiveSchema,
  createRoomSchema,
  declineSchema,
  inviteSchema,
  titleSchema,
  directSchema,
  historySchema,
  knownRoomInputSchema,
  roomSchema,
  setTopicSchema,
} from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

export const room = router({
  /** The rooms of this session. */
  list: procedure.query(({ ctx: { session } }) =>
    session.rooms().map((name) => session.membership.summary(name)),
  ),
  /** Every room that can be joined by its name. */
  directory: procedure.query(({ ctx }) => ctx.session.membership.directory()),
  /** Records of a room before a place, oldest first. */
  history: procedure.input(historySchema).query(async ({ ctx: { session }, input: { before, ...query } }) => {
    const entries = await session.membership.history({ ...query, ...(before !== undefined && { before }) });
    return { events: entries.map(({ record }) => record) };
  }),
  /** Becomes a member; a room that does not exist yet is opened. */
  join: procedure.input(roomSchema).mutation(({ ctx, input }) => ctx.session.membership.join(input.room)),
  /** Opens a room, public or private; whoever opens it is its owner. */
  create: procedure
    .input(createRoomSchema)
    .mutation(({ ctx, input }) => ctx.session.membership.create(input.room, input.private)),
  /** What a room is called; its name stays. */
  title: procedure
    .input(titleSchema)
    .mutation(({ ctx, input }) => ctx.session.membership.setTitle(input.room, input.title)),
  /** Makes a room one that can only be read, or opens it again. */
  archive: procedure
    .input(archiveSchema)
    .mutation(({ ctx, input }) => ctx.session.membership.archive(input.room, input.archived)),
  /** Asks somebody in; they are a member when they join. */
  invite: procedure
    .input(inviteSchema)
    .mutation(({ ctx, input }) => ctx.session.membership.invite(input.room, input.name)),
  uninvite: procedure
    .input(inviteSchema)
    .mutation(({ ctx, input }) => ctx.session.membership.uninvite(input.room, input.name)),
  /** Refuses an invitation. */
  decline: procedure
    .input(declineSchema)
    .mutation(({ ctx, input }) => ctx.session.membership.decline(input.room)),
  /** Open invitations: that one got, and that one made. */
  invitations: procedure.query(({ ctx }) => ctx.session.membership.invitations()),
  leave: procedure
    .input(knownRoomInputSchema)
    .mutation(({ ctx, input }) => ctx.session.membership.leave(input.room)),
  /** Sets the topic; an empty one takes it away. */
  topic: procedure
    .input(setTopicSchema)
    .mutation(({ ctx, input }) => ctx.session.membership.setTopic(input.room, input.topic)),
  /** The private room with a person who is online; opens it where there is none yet. */
  direct: procedure
    .input(directSchema)
    .mutation(({ ctx, input }) => ctx.session.membership.direct(input.name)),
  /** Members that are online. */
  members: procedure
    .input(knownRoomInputSchema)
    .query(({ ctx, input }) => ctx.session.membership.members(input.room)),
});
