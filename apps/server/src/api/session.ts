import { closeCodes, quitSchema, renameSchema } from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

export const session = router({
  rename: procedure.input(renameSchema).mutation(async ({ ctx, input }) => {
    await ctx.session.rename(input.name);
    return { name: ctx.session.name };
  }),
  /** Ends the session; the connection closes with this code and message after the answer. */
  quit: procedure.input(quitSchema).mutation(async ({ ctx, input }) => {
    const message = await ctx.session.quit(input.farewell);
    const { code } = closeCodes.normal;
    // The answer is written in this turn of the event loop, the close frame goes behind it.
    setImmediate(() => ctx.session.transport.close(code, message));
    return { code, message };
  }),
});
