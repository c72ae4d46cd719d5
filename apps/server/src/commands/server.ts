import { procedure, router } from "./procedure.ts";

export const server = router({
  /** Returns the time of the log's clock, ISO 8601: also a way to see that the server answers. */
  time: procedure.query(({ ctx: { services } }) => ({ time: new Date(services.clock.now()).toISOString() })),
});
