import { initTRPC, TRPCError } from "@trpc/server";
import { ChatError, type ErrorCode } from "@beseda/protocol";
import type { Limits } from "@beseda/protocol";
import type { EventLog } from "@beseda/log";
import { z } from "zod";
import type { Delivery } from "../delivery/delivery.ts";
import type { Outlet } from "../delivery/outlet.ts";
import type { Session } from "../session/session.ts";

/** What every procedure works with: the session of its connection, and what it reads from. */
export interface ApiContext {
  readonly session: Session;
  readonly outlet: Outlet;
  readonly delivery: Delivery;
  readonly log: EventLog;
  readonly limits: Limits;
  readonly server: { readonly name: string; readonly version: string };
}

const t = initTRPC.context<ApiContext>().create({
  // Stack traces never go to a client, whatever NODE_ENV says.
  isDev: false,
  errorFormatter: ({ shape, error, ctx }) => {
    const refusal = refusalOf(error);
    return {
      ...shape,
      message: refusal.in(ctx?.session.locale ?? "en"),
      data: { ...shape.data, beseda: { code: refusal.code } },
    };
  },
});

const refusalOf = (error: TRPCError): ChatError => {
  if (error.cause instanceof ChatError) return error.cause;
  return error.code === "INTERNAL_SERVER_ERROR"
    ? new ChatError("internal")
    : new ChatError("bad-input", problemOf(error));
};

/** The first thing that was wrong, with the field it was wrong in. */
const problemOf = (error: TRPCError): string => {
  const issue = error.cause instanceof z.ZodError ? error.cause.issues[0] : undefined;
  return issue ? [...issue.path.map(String), issue.message].join(": ") : error.message;
};

const httpCodes: Partial<Record<ErrorCode, TRPCError["code"]>> = {
  "name-taken": "CONFLICT",
  "id-conflict": "CONFLICT",
  "unknown-room": "NOT_FOUND",
  nobody: "NOT_FOUND",
  "not-a-member": "FORBIDDEN",
  "lobby-stays": "FORBIDDEN",
  "log-full": "SERVICE_UNAVAILABLE",
  "shutting-down": "SERVICE_UNAVAILABLE",
  "session-ended": "UNAUTHORIZED",
  "too-many-subscriptions": "TOO_MANY_REQUESTS",
  internal: "INTERNAL_SERVER_ERROR",
};

export const { router } = t;

/** A procedure of an open session; refusals of the chat become errors of tRPC. */
export const procedure = t.procedure.use(async ({ ctx, next, path, type }) => {
  if (ctx.session.ended.aborted) throw toTrpc(new ChatError("session-ended"));
  const { logger } = ctx.session;
  // Asking and talking is what everybody does all the time.
  if (type === "mutation" && path !== "message.send") logger.info({ command: path }, "command");
  else logger.debug({ command: path }, "command");
  const result = await next();
  if (result.ok) return result;
  logger.info({ command: path, refusal: refusalOf(result.error).code }, "refused");
  if (result.error.cause instanceof ChatError) throw toTrpc(result.error.cause);
  return result;
});

const toTrpc = (cause: ChatError): TRPCError =>
  new TRPCError({ code: httpCodes[cause.code] ?? "BAD_REQUEST", message: cause.message, cause });
