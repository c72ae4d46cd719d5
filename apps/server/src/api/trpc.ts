import { initTRPC, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { ChatError, idSchema, type ErrorCode, type Locale } from "@beseda/protocol";
import type { Limits } from "@beseda/protocol";
import type { LogReader } from "@beseda/log";
import { z } from "zod";
import type { Delivery } from "../delivery/delivery.ts";
import type { Outlet } from "../delivery/outlet.ts";
import type { Pages } from "../delivery/pages.ts";
import type { PresenceTracker } from "../delivery/presence.ts";
import type { Signals } from "../delivery/signals.ts";
import { kindOfProcedure } from "../session/command-kind.ts";
import type { Repeats } from "../session/repeats.ts";
import type { Session } from "../session/session.ts";

/** Somebody who was not let in: there is no session yet that knows their language. */
export class RefusedIntroduction extends Error {
  override readonly name = "RefusedIntroduction";
  readonly refusal: ChatError;
  readonly locale: Locale;

  constructor(refusal: ChatError, locale: Locale) {
    super(refusal.message, { cause: refusal });
    this.refusal = refusal;
    this.locale = locale;
  }
}

/** What tRPC makes of a procedure: whether it went well, and what only tRPC looks into. */
export interface CommandOutcome {
  readonly ok: boolean;
}

/** What every procedure works with: the session of its connection, and what it reads from. */
export interface ApiContext {
  readonly session: Session;
  readonly outlet: Outlet;
  readonly delivery: Delivery;
  readonly signals: Signals;
  readonly presences: PresenceTracker;
  readonly pages: Pages;
  readonly repeats: Repeats<CommandOutcome>;
  /** Open subscriptions of this connection. */
  readonly subscriptions: { open: number };
  readonly log: LogReader;
  readonly limits: Limits;
  readonly server: { readonly name: string; readonly version: string };
}

const t = initTRPC.context<ApiContext>().create({
  // Stack traces never go to a client, whatever NODE_ENV says.
  isDev: false,
  errorFormatter: ({ shape, error, ctx }) => {
    const refusal = refusalOf(error);
    const { path } = shape.data;
    if (error.cause instanceof RefusedIntroduction)
      return refusalShape({ refusal, locale: error.cause.locale, path });
    const code = refusal === error.cause ? codeOf(refusal) : error.code;
    return refusalShape({ refusal, code, locale: ctx?.session.locale ?? "en", path });
  },
});

interface RefusalParts {
  readonly refusal: ChatError;
  readonly locale: Locale;
  readonly path: string | undefined;
  /** @default the one that stands for the refusal */
  readonly code?: TRPCError["code"];
}

/** A refusal as tRPC sends it: the sentence in the session's language, and what a program has to know. */
export const refusalShape = ({ refusal, locale, path, code = codeOf(refusal) }: RefusalParts) => ({
  message: refusal.in(locale),
  code: TRPC_ERROR_CODES_BY_KEY[code],
  data: {
    code,
    httpStatus: httpStatuses.get(code) ?? 500,
    ...(path !== undefined && { path }),
    beseda: {
      code: refusal.code,
      ...(refusal.retryAfterMs !== undefined && { retryAfterMs: refusal.retryAfterMs }),
    },
  },
});

const isErrorCode = (code: string): code is TRPCError["code"] => code in TRPC_ERROR_CODES_BY_KEY;

/** By code. tRPC tells each only of an error, which is too dear to make for every refusal. */
const httpStatuses = new Map(
  Object.keys(TRPC_ERROR_CODES_BY_KEY)
    .filter(isErrorCode)
    .map((code) => [code, getHTTPStatusCodeFromError(new TRPCError({ code }))]),
);

/** What tRPC says by itself of an introduction that is not all texts. */
const wrongParameters = "Invalid connection params shape";

/** What was refused, as the chat says it, whatever tRPC made of it. */
export const refusalOf = (error: TRPCError): ChatError => {
  if (error.cause instanceof RefusedIntroduction) return error.cause.refusal;
  if (error.cause instanceof ChatError) return error.cause;
  if (error.message === wrongParameters) return new ChatError("bad-introduction", "connectionParams");
  return error.code === "INTERNAL_SERVER_ERROR"
    ? new ChatError("internal")
    : new ChatError("bad-input", problemOf(error));
};

/** The first thing that was wrong, with the field it was wrong in. */
const problemOf = (error: TRPCError): string => {
  const issue = error.cause instanceof z.ZodError ? error.cause.issues[0] : undefined;
  return issue ? [...issue.path.map(String), issue.message].join(": ") : error.message;
};

const codes: Partial<Record<ErrorCode, TRPCError["code"]>> = {
  "name-taken": "CONFLICT",
  "id-conflict": "CONFLICT",
  "unknown-room": "NOT_FOUND",
  nobody: "NOT_FOUND",
  "not-a-member": "FORBIDDEN",
  "lobby-stays": "FORBIDDEN",
  "log-full": "SERVICE_UNAVAILABLE",
  "log-unreadable": "SERVICE_UNAVAILABLE",
  "shutting-down": "SERVICE_UNAVAILABLE",
  "accounts-busy": "SERVICE_UNAVAILABLE",
  "session-ended": "UNAUTHORIZED",
  "too-many-subscriptions": "TOO_MANY_REQUESTS",
  rate: "TOO_MANY_REQUESTS",
  "too-many-connections": "TOO_MANY_REQUESTS",
  "wrong-login": "UNAUTHORIZED",
  "login-required": "UNAUTHORIZED",
  "login-ended": "UNAUTHORIZED",
  "bad-reset": "FORBIDDEN",
  "invitation-required": "UNAUTHORIZED",
  "bad-invitation": "FORBIDDEN",
  "name-changed": "CONFLICT",
  "name-registered": "UNAUTHORIZED",
  "not-registered": "FORBIDDEN",
  "already-registered": "CONFLICT",
  "no-such-session": "NOT_FOUND",
  "not-permitted": "FORBIDDEN",
  banned: "FORBIDDEN",
  muted: "FORBIDDEN",
  "not-taking": "FORBIDDEN",
  "you-blocked": "FORBIDDEN",
  "no-invitation": "NOT_FOUND",
  "too-many-invitations": "TOO_MANY_REQUESTS",
  "too-many-rooms": "TOO_MANY_REQUESTS",
  "too-many-blocks": "TOO_MANY_REQUESTS",
  "too-many-reports": "TOO_MANY_REQUESTS",
  "unknown-report": "NOT_FOUND",
  "room-exists": "CONFLICT",
  "room-archived": "FORBIDDEN",
  "unknown-message": "NOT_FOUND",
  internal: "INTERNAL_SERVER_ERROR",
};

const codeOf = ({ code }: ChatError): TRPCError["code"] => codes[code] ?? "BAD_REQUEST";

export const { router } = t;

/** For what everybody does all the time, and past this router most of it. A session that has ended is refused by the chat itself. */
export const hotProcedure = t.procedure.use(async ({ next, getRawInput }) => {
  // As long as any other procedure takes to begin, so that what came before it in one frame is done before it (DEL-2).
  await getRawInput();
  return next();
});

/** The id that a client has given a command, to send it again where the answer is lost. */
const identified = z.object({ id: idSchema });

/** A procedure of an open session, noted in the server's diary. What comes again with its id is done once (CLI-2). */
export const procedure = t.procedure
  .use(async ({ ctx, next, path, type }) => {
    if (ctx.session.isOver) throw new ChatError("session-ended");
    ctx.session.turnstile.command(kindOfProcedure(path, type));
    const { logger } = ctx.session;
    if (type === "mutation") logger.info({ command: path }, "command");
    else logger.debug({ command: path }, "command");
    return next();
  })
  .use(async ({ ctx: { session, repeats }, next, path, type, getRawInput }) => {
    const id = type === "mutation" ? identified.safeParse(await getRawInput()).data?.id : undefined;
    if (id === undefined) return next();
    const first = await repeats.once(`${session.clientId} ${path} ${id}`, next);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- by its key it is what this procedure has answered
    return first as Awaited<ReturnType<typeof next>>;
  });

/**
 * Counts a subscription among those of its connection; returns how to count it no more, once.
 * @throws {ChatError} `too-many-subscriptions`
 */
export const takePlace = ({ subscriptions, limits }: ApiContext): (() => void) => {
  if (subscriptions.open >= limits.subscriptions)
    throw new ChatError("too-many-subscriptions", limits.subscriptions);
  subscriptions.open += 1;
  return () => (subscriptions.open -= 1);
};

/**
 * Counts a subscription among those of its connection for as long as its items come.
 * @throws {ChatError} `too-many-subscriptions`
 */
export async function* counted<Item>(
  context: ApiContext,
  items: AsyncGenerator<Item, void, undefined>,
): AsyncGenerator<Item, void, undefined> {
  const giveBack = takePlace(context);
  try {
    yield* items;
  } finally {
    giveBack();
  }
}
