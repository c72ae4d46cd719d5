import { LogDamagedError, LogReadError } from "@beseda/log";
import { ChatError } from "@beseda/protocol";

/** The operator is told by the log, once; who asks is told that it is not to be had now (LOG-16). */
export const refuseUnreadable = (error: unknown): never => {
  const isUnreadable = error instanceof LogReadError || error instanceof LogDamagedError;
  throw isUnreadable ? new ChatError("log-unreadable") : error;
};
