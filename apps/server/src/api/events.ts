import { followSchema } from "@beseda/protocol";
import { followByPull } from "../delivery/follow.ts";
import { procedure, router } from "./trpc.ts";

export const events = router({
  /** Greeting, what was missed or the newest history, then everything that happens in the session's rooms. */
  follow: procedure
    .input(followSchema)
    .subscription(({ ctx, input, signal }) => followByPull(ctx, input, signal ?? ctx.session.ended)),
});
