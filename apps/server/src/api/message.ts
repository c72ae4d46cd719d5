import { sendSchema } from "@beseda/protocol";
import { hotProcedure, router } from "./trpc.ts";

export const message = router({
  /** Resolves when the message is durable; the same id again gives the same answer (DEL-1). */
  send: hotProcedure.input(sendSchema).mutation(({ ctx, input }) => ctx.session.say(input)),
});
