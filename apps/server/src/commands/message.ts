import { ChatError, procedures } from "@beseda/protocol";
import { memberRoom } from "../chat/lookup.ts";
import { annotationProcedures } from "./annotation.ts";
import { messageAt } from "./message-at.ts";
import { pinProcedures } from "./pin.ts";
import { hotProcedure, procedure, router } from "./procedure.ts";

const declared = procedures.message;

export const message = router({
  ...annotationProcedures,
  ...pinProcedures,
  /** Sends a message; resolves when it is durable; the same id again gives the same answer (DEL-1). */
  send: hotProcedure.input(declared.send.input).mutation(({ ctx, input }) => ctx.session.say(input)),
  /** Takes a message back: one's own, or as a moderator. */
  remove: procedure.input(declared.remove.input).mutation(async ({ ctx, input: { room, seq } }) => {
    const { session, services } = ctx;
    const { actor } = session;
    memberRoom(services.chat.state, actor, room);
    const found = await messageAt(ctx, room, seq);
    if (!found) throw new ChatError("unknown-message", seq);
    const author = { client_id: found.client_id, name: found.name };
    await services.chat.execute({ kind: "delete", actor, room, target: seq, author });
  }),
});
