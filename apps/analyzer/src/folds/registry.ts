import { clients } from "./clients.ts";
import { disconnects } from "./disconnects.ts";
import { run, type RunningFold } from "./running.ts";
import { sessions } from "./sessions.ts";

/** Every report from its beginning, in the order in which people read them. */
export const startFolds = (): readonly RunningFold[] => [run(clients), run(sessions), run(disconnects)];
