import { closeCodes, closeOfRefusal, closeReason, type ChatError, type Locale } from "@beseda/protocol";

/** Returns the close code and reason of a connection that was not let in. */
export const closingOf = (
  error: ChatError,
  locale: Locale,
): { readonly code: number; readonly reason: string } => {
  const { code } = closeCodes[closeOfRefusal(error.code) ?? "tryLater"];
  const hint = error.retryAfterMs === undefined ? "" : `; retry-after-ms=${error.retryAfterMs}`;
  return { code, reason: closeReason(error.in(locale) + hint) };
};
