import { procedure, router } from "./procedure.ts";

export const server = router({
  /** What time the log has now, ISO 8601: also a way to see that the server answers. */
  time: procedure.query(({ ctx: { services } }) => ({ time: new Date(services.clock.now()).toISOString() })),
});
