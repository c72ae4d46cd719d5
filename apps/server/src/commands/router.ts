import { account } from "./account.ts";
import { events } from "./events.ts";
import { message } from "./message.ts";
import { moderation } from "./moderation.ts";
import { people } from "./people.ts";
import { router } from "./procedure.ts";
import { read } from "./read.ts";
import { room } from "./room.ts";
import { search } from "./search.ts";
import { server } from "./server.ts";
import { session } from "./session.ts";

/** Everything that can be asked of this server, whatever the transport. */
export const appRouter = router({
  account,
  events,
  message,
  moderation,
  people,
  read,
  room,
  search,
  server,
  session,
});

/** The type that a typed client is built from. */
export type AppRouter = typeof appRouter;
