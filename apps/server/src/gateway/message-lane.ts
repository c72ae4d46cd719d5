import { ChatError, sendSchema } from "@beseda/protocol";
import { refusalShape } from "../api/trpc.ts";
import type { Session } from "../session/session.ts";

const path = "message.send";
/** A frame that is longer is rare, and looking through it would cost more than it saves. */
const longestBytes = 16_384;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** The number and the input of one call of `message.send`; undefined for anything else. */
const callIn = (frame: Buffer): { readonly id: number | string; readonly input: unknown } | undefined => {
  // Everything that the stock client sends for this procedure has its path in plain sight.
  if (frame.length > longestBytes || !frame.includes(path)) return undefined;
  let call: unknown;
  try {
    call = JSON.parse(frame.toString());
  } catch {
    return undefined;
  }
  if (!isObject(call) || call["method"] !== "mutation" || !isObject(call["params"])) return undefined;
  const { id } = call;
  if (call["params"]["path"] !== path || (typeof id !== "number" && typeof id !== "string")) return undefined;
  return { id, input: call["params"]["input"] };
};

/**
 * The short way of what everybody does all the time. A call of `message.send` is taken past the stock handler, whose
 * machinery costs more than the message itself, and answered as that would answer, with the same schema and the same
 * session. Whatever is not beyond doubt such a call (a batch, a wrong input, another procedure) goes the stock way.
 * @returns whether the frame was taken
 */
export const takeMessage = (frame: Buffer, session: Session, answer: (text: string) => void): boolean => {
  const call = callIn(frame);
  const input = call && sendSchema.safeParse(call.input);
  if (!call || !input?.success) return false;
  const { id } = call;
  say(session, input.data).then(
    (data) => answer(JSON.stringify({ id, result: { type: "data", data } })),
    (error: unknown) => {
      const refusal = error instanceof ChatError ? error : new ChatError("internal");
      if (refusal !== error) session.logger.error({ err: error, path }, "request failed");
      else session.refusals.note({ command: path, refusal: refusal.code });
      answer(JSON.stringify({ id, error: refusalShape({ refusal, locale: session.locale, path }) }));
    },
  );
  return true;
};

/** `Session.say` throws at once where the message comes too fast; here every refusal is a rejection. */
const say = async (session: Session, input: Parameters<Session["say"]>[0]): ReturnType<Session["say"]> =>
  session.say(input);
