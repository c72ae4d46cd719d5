import { closeCodes, closeReason, type ChatError, type CloseName, type Locale } from "@beseda/protocol";

const names: Partial<Record<ChatError["code"], CloseName>> = {
  banned: "banned",
  "login-required": "notAuthorised",
  "invitation-required": "notAuthorised",
  "bad-invitation": "notAuthorised",
  "wrong-login": "notAuthorised",
};

/** The code and reason of a connection that was not let in. */
export const closingOf = (
  error: ChatError,
  locale: Locale,
): { readonly code: number; readonly reason: string } => {
  const { code } = closeCodes[names[error.code] ?? "tryLater"];
  const hint = error.retryAfterMs === undefined ? "" : `; retry-after-ms=${error.retryAfterMs}`;
  return { code, reason: closeReason(error.in(locale) + hint) };
};
