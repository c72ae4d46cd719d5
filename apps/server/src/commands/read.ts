import { procedures, type Read } from "@beseda/protocol";
import { memberRoom } from "../chat/lookup.ts";
import { permitIn } from "../chat/permissions.ts";
import { hotProcedure, router } from "./procedure.ts";

export const read = router({
  /** Sets the mark of a room, and tells the client's other sessions; answers with the mark in effect. */
  set: hotProcedure
    .input(procedures.read.set.input)
    .mutation(({ ctx: { session, services }, input }): Read => {
      session.limiter.command("ask");
      const { room } = input;
      memberRoom(services.chat.state, session.actor, room);
      permitIn(services.chat.state, session.actor, ["read", room]);
      const { reading } = services.sessions;
      const isChanged = reading.set(session, input);
      const found = reading.of(session, room);
      if (isChanged) services.signals.publish({ kind: "read", client_id: session.clientId, room, ...found });
      return found;
    }),
});
