import { procedure, router } from "./trpc.ts";

export const server = router({
  /** What time the log has now, ISO 8601: also a way to see that the server answers. */
  time: procedure.query(({ ctx }) => ({ time: new Date(ctx.session.now()).toISOString() })),
});
