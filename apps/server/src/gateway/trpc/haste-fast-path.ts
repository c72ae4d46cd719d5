import { ChatError } from "@beseda/protocol";
import { refusalShape } from "../../commands/error-map.ts";
import { kindOfProcedure } from "../../limits/command-kind.ts";
import type { Session } from "../../session/session.ts";
import { callIn } from "./call.ts";

/**
 * The short way to be refused. Who asks faster than allowed is answered as the stock handler would answer, without its
 * machinery: that makes several errors of one refusal, and a flood of them would be paid for by everybody else.
 * @returns whether the frame was taken
 */
export const refuseHaste = (frame: Buffer, session: Session, answer: (text: string) => void): boolean => {
  // Who may open a room may do anything: nobody is too fast.
  if (session.limiter.commandWaitMs("open") === 0) return false;
  const call = callIn(frame);
  if (!call) return false;
  const { id, path, method } = call;
  const kind = kindOfProcedure(path, method);
  if (session.limiter.commandWaitMs(kind) === 0) return false;
  try {
    session.limiter.command(kind);
    return false;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    session.refusals.note({ command: path, refusal: error.code });
    answer(JSON.stringify({ id, error: refusalShape({ refusal: error, locale: session.locale, path }) }));
    return true;
  }
};
