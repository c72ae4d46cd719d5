import { LogDamagedError, LogReadError } from "@beseda/log";
import { ChatError } from "@beseda/protocol";

/** Refuses a request because the log is unreadable now; the log itself tells the operator, once (LOG-16). */
export const refuseUnreadable = (error: unknown): never => {
  const isUnreadable = error instanceof LogReadError || error instanceof LogDamagedError;
  throw isUnreadable ? new ChatError("log-unreadable") : error;
};
