import { procedures } from "@beseda/protocol";
import { beginningOf } from "../session/membership.ts";
import { procedure, router } from "./trpc.ts";

/** What one answer has of the list of rooms. */
const listed = { most: 1000, bytes: 256 * 1024 };

export const room = router({
  /** The rooms of this session; where there are many, those with the newest records. */
  list: procedure
    .input(procedures.room.list.input)
    .query(({ ctx: { session }, input }) => session.membership.summaries({ ...listed, ...input }).rooms),
  /** Every room that can be joined by its name, a page at a time. */
  directory: procedure
    .input(procedures.room.directory.input)
    .query(({ ctx, input }) => ctx.session.membership.directory(input.page)),
  /** Records of a room before a place, oldest first, and where they begin: behind `after`. */
  history: procedure
    .input(procedures.room.history.input)
    .query(async ({ ctx, input: { room, before, limit } }) => {
      const query = { room, messages: limit, ...(before !== undefined && { before }) };
      const entries = await ctx.pages.inTurn(ctx.outlet, () => ctx.session.membership.history(query));
      return { events: entries.map(({ record }) => record), after: beginningOf(entries) };
    }),
  /** Becomes a member; a room that does not exist yet is opened. */
  join: procedure
    .input(procedures.room.join.input)
    .mutation(({ ctx, input }) => ctx.session.membership.join(input.room)),
  /** Opens a room, public or private; whoever opens it is its owner. */
  create: procedure
    .input(procedures.room.create.input)
    .mutation(({ ctx, input }) => ctx.session.membership.create(input.room, input.private)),
  /** What a room is called; its name stays. */
  title: procedure
    .input(procedures.room.title.input)
    .mutation(({ ctx, input }) => ctx.session.membership.setTitle(input.room, input.title)),
  /** Makes a room one that can only be read, or opens it again. */
  archive: procedure
    .input(procedures.room.archive.input)
    .mutation(({ ctx, input }) => ctx.session.membership.archive(input.room, input.archived)),
  /** Asks somebody in; they are a member when they join. */
  invite: procedure
    .input(procedures.room.invite.input)
    .mutation(({ ctx, input }) => ctx.session.membership.invite(input.room, input.name)),
  uninvite: procedure
    .input(procedures.room.uninvite.input)
    .mutation(({ ctx, input }) => ctx.session.membership.uninvite(input.room, input.name)),
  /** Refuses an invitation. */
  decline: procedure
    .input(procedures.room.decline.input)
    .mutation(({ ctx, input }) => ctx.session.membership.decline(input.room)),
  /** Open invitations: that one got, and that one made. */
  invitations: procedure.query(({ ctx }) => ctx.session.membership.invitations()),
  leave: procedure
    .input(procedures.room.leave.input)
    .mutation(({ ctx, input }) => ctx.session.membership.leave(input.room)),
  /** Sets the topic; an empty one takes it away. */
  topic: procedure
    .input(procedures.room.topic.input)
    .mutation(({ ctx, input }) => ctx.session.membership.setTopic(input.room, input.topic)),
  /** The private room with a person who is online; opens it where there is none yet. */
  direct: procedure
    .input(procedures.room.direct.input)
    .mutation(({ ctx, input }) => ctx.session.membership.direct(input.name)),
  /** Members that are online. */
  members: procedure
    .input(procedures.room.members.input)
    .query(({ ctx, input }) => ctx.session.membership.members(input.room)),
});
