import { historySchema, roomSchema } from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

export const room = router({
  /** The rooms of this session. */
  list: procedure.query(({ ctx: { session } }) => session.rooms().map((name) => session.summary(name))),
  /** Records of a room before a place, oldest first. */
  history: procedure
    .input(historySchema)
    .query(async ({ ctx: { log, session }, input: { before, ...query } }) => {
      session.summary(query.room);
      const entries = await log.history({ ...query, ...(before !== undefined && { before }) });
      return { events: entries.map(({ record }) => record) };
    }),
  /** Becomes a member; a room that does not exist yet is opened. */
  join: procedure.input(roomSchema).mutation(({ ctx, input }) => ctx.session.join(input.room)),
  leave: procedure.input(roomSchema).mutation(({ ctx, input }) => ctx.session.leave(input.room)),
  /** Members that are online. */
  members: procedure.input(roomSchema).query(({ ctx, input }) => ctx.session.members(input.room)),
});
