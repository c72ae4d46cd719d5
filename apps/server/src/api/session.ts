import { closeCodes, closeReason, quitSchema, renameSchema, speakSchema } from "@beseda/protocol";
import { procedure, router } from "./trpc.ts";

export const session = router({
  rename: procedure.input(renameSchema).mutation(async ({ ctx, input }) => {
    await ctx.session.rename(input.name);
    return { name: ctx.session.name };
  }),
  /** The language of what the server says to this session from now on. */
  speak: procedure.input(speakSchema).mutation(({ ctx, input }) => {
    ctx.session.speak(input.locale);
    return { locale: ctx.session.locale };
  }),
  /** Ends the session; the connection closes with this code and message after the answer. */
  quit: procedure.input(quitSchema).mutation(async ({ ctx, input }) => {
    const message = await ctx.session.quit(input.farewell);
    const { code } = closeCodes.normal;
    // The answer is written in this turn of the event loop, the close frame goes behind it.
    setImmediate(() => ctx.session.transport.close(code, closeReason(message)));
    return { code, message };
  }),
});
