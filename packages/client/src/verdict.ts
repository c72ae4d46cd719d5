import type { RefusedError } from "./refused-error.ts";

/** The decision about a request that the server did not carry out. */
export type Verdict =
  /** The server refuses: a person has to decide. */
  | { readonly kind: "failed" }
  /** The request is repeated after a time; in milliseconds where the server names it. */
  | { readonly kind: "again"; readonly afterMs?: number }
  /** The request is not repeated on this connection: the next one sends it. */
  | { readonly kind: "next-connection" };

/** The number of retries of a request that the server itself fails at. */
const mostRetries = 5;

/** Whether the server itself failed: its disk is full or fails, its accounts are busy, or it made a mistake. */
const isFault = ({ code, retryAfterMs }: RefusedError): boolean =>
  retryAfterMs === undefined && ["log-full", "log-unreadable", "accounts-busy", "internal"].includes(code);

/** Judges a refusal; `earlier` are those of the same request before this one, on this connection. */
export const verdictOf = (
  { code, retryAfterMs }: RefusedError,
  earlier: readonly RefusedError[],
): Verdict => {
  if (retryAfterMs !== undefined) return { kind: "again", afterMs: retryAfterMs };
  switch (code) {
    case "offline":
    case "closed":
    case "shutting-down":
    case "session-ended":
      return { kind: "next-connection" };
    case "timeout":
    case "rate":
      return { kind: "again" };
    case "log-full":
    case "log-unreadable":
    case "accounts-busy":
    case "internal":
      return earlier.filter(isFault).length < mostRetries ? { kind: "again" } : { kind: "failed" };
    default:
      return { kind: "failed" };
  }
};
