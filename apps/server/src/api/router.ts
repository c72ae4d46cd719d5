import { account } from "./account.ts";
import { events } from "./events.ts";
import { message } from "./message.ts";
import { moderation } from "./moderation.ts";
import { people } from "./people.ts";
import { room } from "./room.ts";
import { server } from "./server.ts";
import { session } from "./session.ts";
import { router } from "./trpc.ts";

export const appRouter = router({ account, events, message, moderation, people, room, server, session });

/** What a typed client is built from. */
export type AppRouter = typeof appRouter;
