import { procedures } from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

/** Whom one wants to read nothing of: one list for all of one's sessions, told to nobody (DIR-4). */
export const people = router({
  blocked: procedure.query(({ ctx }) => ctx.session.people.blocked()),
  block: procedure
    .input(procedures.people.block.input)
    .mutation(({ ctx, input }) => ctx.session.people.block(input.name)),
  unblock: procedure
    .input(procedures.people.unblock.input)
    .mutation(({ ctx, input }) => ctx.session.people.unblock(input.name)),
});
