import { closeCodes, closeReason, procedures } from "@beseda/protocol";
import { memberRoom } from "../chat/lookup.ts";
import { permitIn } from "../chat/permissions.ts";
import { hotProcedure, procedure, router } from "./procedure.ts";

const declared = procedures.session;

export const session = router({
  rename: procedure
    .input(declared.rename.input)
    .mutation(async ({ ctx: { session, services }, input: { name } }) => {
      await services.chat.execute({ kind: "rename", actor: session.actor, name });
      return { name: session.name };
    }),
  /** Sets the language in which the server speaks to this session from now on. */
  speak: procedure.input(declared.speak.input).mutation(({ ctx: { session }, input: { locale } }) => {
    session.speak(locale);
    return { locale: session.locale };
  }),
  /** Tells the others in a room that this client is typing, or no longer is. */
  typing: hotProcedure.input(declared.typing.input).mutation(({ ctx: { session, services }, input }) => {
    session.limiter.command("ask");
    memberRoom(services.chat.state, session.actor, input.room);
    permitIn(services.chat.state, session.actor, ["typing", input.room]);
    const { clientId: client_id, name } = session;
    services.signals.publish({ kind: "typing", client_id, name, ...input });
  }),
  /** Tells the others whether the person is there. */
  presence: hotProcedure
    .input(declared.presence.input)
    .mutation(({ ctx: { session, services }, input: { presence } }) => {
      session.limiter.command("ask");
      services.presences.say(session, presence);
    }),
  /** Ends the session; the connection closes with this code and message after the answer. */
  quit: procedure.input(declared.quit.input).mutation(async ({ ctx: { session }, input: { farewell } }) => {
    const message = await session.quit(farewell);
    const { code } = closeCodes.normal;
    // The answer is written in this turn of the event loop; the close frame follows it.
    setImmediate(() => session.transport.close(code, closeReason(message)));
    return { code, message };
  }),
});
