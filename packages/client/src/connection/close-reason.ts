import { closeCodes, type Locale } from "@beseda/protocol";
import type { ConnectionEnd } from "./connection.ts";

/** A server that stops says when it wants this client back: `The server restarts; retry-after-ms=1200`. */
const hint = /;\s*retry-after-ms=(\d{1,9})\s*$/u;

/** The longest wait that a hint can ask for: no server can send its clients away for longer. */
const longestRetryMs = 300_000;

/** Returns the meaning of a close frame for a person and for the back-off. */
export const endOf = (code: number, reason: string, locale: Locale): ConnectionEnd => {
  const retryAfterMs = hint.exec(reason)?.[1];
  const said = reason.replace(hint, "").trim();
  return {
    code,
    reason: said || sentenceOf(code, locale),
    retryAfterMs: retryAfterMs === undefined ? undefined : Math.min(Number(retryAfterMs), longestRetryMs),
  };
};

const sentenceOf = (code: number, locale: Locale): string => {
  const row = Object.values(closeCodes).find((candidate) => candidate.code === code) ?? closeCodes.lost;
  return row.reason[locale];
};
