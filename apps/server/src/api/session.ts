import { closeCodes, closeReason, procedures } from "@beseda/protocol";
import { hotProcedure, procedure, router } from "./trpc.ts";

export const session = router({
  rename: procedure.input(procedures.session.rename.input).mutation(async ({ ctx, input }) => {
    await ctx.session.rename(input.name);
    return { name: ctx.session.name };
  }),
  /** The language of what the server says to this session from now on. */
  speak: procedure.input(procedures.session.speak.input).mutation(({ ctx, input }) => {
    ctx.session.speak(input.locale);
    return { locale: ctx.session.locale };
  }),
  /** Tells the others in a room that this client types, or does not any more. */
  typing: hotProcedure
    .input(procedures.session.typing.input)
    .mutation(({ ctx: { session, signals }, input }) => {
      session.turnstile.command("ask");
      session.membership.summary(input.room);
      signals.publish({ kind: "typing", client_id: session.clientId, name: session.name, ...input });
    }),
  /** Tells the others whether somebody sits there. */
  presence: hotProcedure
    .input(procedures.session.presence.input)
    .mutation(({ ctx: { session, presences }, input }) => {
      session.turnstile.command("ask");
      presences.say(session, input.presence);
    }),
  /** Ends the session; the connection closes with this code and message after the answer. */
  quit: procedure.input(procedures.session.quit.input).mutation(async ({ ctx, input }) => {
    const message = await ctx.session.quit(input.farewell);
    const { code } = closeCodes.normal;
    // The answer is written in this turn of the event loop, the close frame goes behind it.
    setImmediate(() => ctx.session.transport.close(code, closeReason(message)));
    return { code, message };
  }),
});
