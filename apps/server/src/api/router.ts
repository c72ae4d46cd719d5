import { account } from "./account.ts";
import { events } from "./events.ts";
import { message } from "./message.ts";
import { moderation } from "./moderation.ts";
import { room } from "./room.ts";
import { server } from "./server.ts";
import { session } from "./session.ts";
import { router } from "./trpc.ts";

export const appRouter = router({ account, events, message, moderation, room, server, session });

/** What a typed client is built from. */
export type AppRouter = typeof appRouter;
