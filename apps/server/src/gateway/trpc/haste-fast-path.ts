import { textsOf } from "@beseda/protocol";
import { refusalShape, type Refusal } from "../../commands/error-map.ts";
import { kindOfProcedure } from "../../limits/command-kind.ts";
import type { Session } from "../../session/session.ts";
import { callIn } from "./call.ts";

/**
 * The short way to be refused. Who asks faster than allowed is answered as the stock handler would answer, without its
 * machinery and without an error, each of which would remember its stack: a flood of them is paid for by everybody else.
 * @returns whether the frame was taken
 */
export const refuseHaste = (frame: Buffer, session: Session, answer: (text: string) => void): boolean => {
  // Who may open a room may do anything: nobody is too fast.
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
