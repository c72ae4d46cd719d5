import { procedures } from "@beseda/protocol";
import { hotProcedure, procedure, router } from "./trpc.ts";

export const message = router({
  /** Resolves when the message is durable; the same id again gives the same answer (DEL-1). */
  send: hotProcedure
    .input(procedures.message.send.input)
    .mutation(({ ctx, input }) => ctx.session.say(input)),
  /** Takes a message back: one's own, or as a moderator. */
  remove: procedure
    .input(procedures.message.remove.input)
    .mutation(({ ctx, input }) => ctx.session.moderation.remove(input.room, input.seq)),
});
