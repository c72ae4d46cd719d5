import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { ChatError, type ErrorCode, type Locale } from "@beseda/protocol";
import { z } from "zod";

/** The refusal of somebody who was not let in: there is no session yet that knows their language. */
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

/** The tRPC code of each refusal of the chat. */
const codes = {
  "bad-input": "BAD_REQUEST",
  "bad-introduction": "BAD_REQUEST",
  "bad-name": "BAD_REQUEST",
  "bad-room-name": "BAD_REQUEST",
  "bad-password": "BAD_REQUEST",
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
  "bad-search": "BAD_REQUEST",
  "search-unavailable": "INTERNAL_SERVER_ERROR",
  "not-author": "FORBIDDEN",
  "too-many-reactions": "TOO_MANY_REQUESTS",
  "too-many-emoji": "TOO_MANY_REQUESTS",
  "too-many-pins": "TOO_MANY_REQUESTS",
  internal: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

/** The part of a refusal that its reader gets. */
export type Refusal = Pick<ChatError, "code" | "values" | "retryAfterMs" | "in">;

export const codeOf = ({ code }: Refusal): TRPCError["code"] => codes[code];

interface RefusalParts {
  readonly refusal: Refusal;
  readonly locale: Locale;
  readonly path: string | undefined;
  /** @default the one that stands for the refusal */
  readonly code?: TRPCError["code"];
}

/**
 * Returns a refusal as tRPC sends it: the sentence in the session's language, the facts for a program, and
 * the values in the sentence, for a client that says it in another language later (CLI-9).
 */
export const refusalShape = ({ refusal, locale, path, code = codeOf(refusal) }: RefusalParts) => ({
  message: refusal.in(locale),
  code: TRPC_ERROR_CODES_BY_KEY[code],
  data: {
    code,
    httpStatus: httpStatuses.get(code) ?? 500,
    ...(path !== undefined && { path }),
    beseda: {
      code: refusal.code,
      ...(refusal.values.length > 0 && { values: refusal.values }),
      ...(refusal.retryAfterMs !== undefined && { retryAfterMs: refusal.retryAfterMs }),
    },
  },
});

const isErrorCode = (code: string): code is TRPCError["code"] => code in TRPC_ERROR_CODES_BY_KEY;

/** HTTP statuses by code. tRPC gives one only for an error, which is too costly to make for every refusal. */
const httpStatuses = new Map(
  Object.keys(TRPC_ERROR_CODES_BY_KEY)
    .filter(isErrorCode)
    .map((code) => [code, getHTTPStatusCodeFromError(new TRPCError({ code }))]),
);

/** The text that tRPC itself gives for an introduction that is not all texts. */
const wrongParameters = "Invalid connection params shape";

/** Returns the refusal as the chat says it, whatever tRPC made of it. */
export const refusalOf = (error: TRPCError): ChatError => {
  if (error.cause instanceof RefusedIntroduction) return error.cause.refusal;
  if (error.cause instanceof ChatError) return error.cause;
  if (error.message === wrongParameters) return new ChatError("bad-introduction", "connectionParams");
  return error.code === "INTERNAL_SERVER_ERROR"
    ? new ChatError("internal")
    : new ChatError("bad-input", problemOf(error));
};

/** The first thing that was wrong, with its field. */
const problemOf = (error: TRPCError): string => {
  const issue = error.cause instanceof z.ZodError ? error.cause.issues[0] : undefined;
  return issue ? [...issue.path.map(String), issue.message].join(": ") : error.message;
};
