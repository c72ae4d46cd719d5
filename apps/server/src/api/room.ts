import {
  directSchema,
  historySchema,
  knownRoomInputSchema,
  roomSchema,
  setTopicSchema,
} from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

export const room = router({
  /** The rooms of this session. */
  list: procedure.query(({ ctx: { session } }) => session.rooms().map((name) => session.summary(name))),
  /** Every room that can be joined by its name. */
  directory: procedure.query(({ ctx }) => ctx.session.directory()),
  /** Records of a room before a place, oldest first. */
  history: procedure.input(historySchema).query(async ({ ctx: { session }, input: { before, ...query } }) => {
    const entries = await session.history({ ...query, ...(before !== undefined && { before }) });
    return { events: entries.map(({ record }) => record) };
  }),
  /** Becomes a member; a room that does not exist yet is opened. */
  join: procedure.input(roomSchema).mutation(({ ctx, input }) => ctx.session.join(input.room)),
  leave: procedure.input(knownRoomInputSchema).mutation(({ ctx, input }) => ctx.session.leave(input.room)),
  /** Sets the topic; an empty one takes it away. */
  topic: procedure
    .input(setTopicSchema)
    .mutation(({ ctx, input }) => ctx.session.setTopic(input.room, input.topic)),
  /** The private room with a person who is online; opens it where there is none yet. */
  direct: procedure.input(directSchema).mutation(({ ctx, input }) => ctx.session.direct(input.name)),
  /** Members that are online. */
  members: procedure.input(knownRoomInputSchema).query(({ ctx, input }) => ctx.session.members(input.room)),
});
