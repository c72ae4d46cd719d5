import type { ErrorCode, Locale } from "@beseda/protocol";
import { wordsOf, type Reason } from "./reason.ts";

/** The reason why a request failed: the server's refusal, or that no answer came. */
export type RefusalCode =
  | ErrorCode
  /** No connection, or it was lost before the answer: the request may have been carried out. */
  | "offline"
  /** No answer in time: the request may have been carried out. */
  | "timeout"
  /** The client was closed. */
  | "closed";

/**
 * A request that failed. The message is a sentence for a person, in the language of the session when it was
 * made; {@link RefusedError.in} says it in another one.
 */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: RefusalCode;
  readonly reason: Reason;
  /** The time after which the server would take the same request, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(code: RefusalCode, why: Reason | string, { retryAfterMs, cause }: RefusalDetails = {}) {
    const reason = typeof why === "string" ? { text: why } : why;
    super(reason.text, { cause });
    this.code = code;
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }

  /** Returns the sentence in the given language. */
  in(locale: Locale): string {
    return wordsOf(this.reason, locale);
  }
}

interface RefusalDetails {
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** Ignores refusals of what nobody asked for: what could not be learnt now comes with the next greeting. */
export const onlyRefused = (error: unknown): void => {
  if (!(error instanceof RefusedError)) throw error;
};
