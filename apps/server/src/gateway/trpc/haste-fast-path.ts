import { textsOf } from "@beseda/protocol";
import { refusalShape, type Refusal } from "../../commands/error-map.ts";
import { kindOfProcedure } from "../../limits/command-kind.ts";
import type { Session } from "../../session/session.ts";
import { callIn } from "./call.ts";

/**
 * Refuses calls cheaply. A client that asks faster than allowed gets the answer of the stock handler, but
 * without its machinery and without errors, each of which would capture a stack: everybody else pays for a
 * flood of them.
 * @returns whether the frame was taken
 */
export const refuseHaste = (frame: Buffer, session: Session, answer: (text: string) => void): boolean => {
  // A session that may open a room may do anything: it is not too fast.
  if (session.limiter.commandWaitMs("open") === 0) return false;
  const call = callIn(frame);
  if (!call) return false;
  const { id, path, method } = call;
  const kind = kindOfProcedure(path, method);
  const waitMs = session.limiter.haste(kind);
  if (waitMs === 0) return false;
  const refusal = tooFast(waitMs);
  session.refusals.note({ command: path, refusal: refusal.code });
  answer(JSON.stringify({ id, error: refusalShape({ refusal, locale: session.locale, path }) }));
  return true;
};

const tooFast = (waitMs: number): Refusal => ({
  code: "rate",
  values: [waitMs],
  retryAfterMs: Math.ceil(waitMs),
  in: (locale) => textsOf(locale).errors.rate(waitMs),
});
