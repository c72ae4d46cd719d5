import { ChatError, sendSchema } from "@beseda/protocol";
import { refusalShape } from "../../commands/error-map.ts";
import type { Session } from "../../session/session.ts";
import { callIn } from "./call.ts";

const path = "message.send";
const pathBytes = Buffer.from(path);
/** The longest frame handled here: longer ones are rare, and searching them would cost more than it saves. */
const longestBytes = 16_384;

/**
 * Takes the most frequent call by a shortcut. A call of `message.send` bypasses the stock handler, whose
 * machinery costs more than the message itself, and is answered as that would answer, with the same schema
 * and session. A frame that is not clearly such a call (a batch, a wrong input, another procedure) goes the
 * stock way.
 * @returns whether the frame was taken
 */
export const takeMessage = (frame: Buffer, session: Session, answer: (text: string) => void): boolean => {
  // Every frame that the stock client sends for this procedure contains its path literally.
  if (frame.length > longestBytes || !frame.includes(pathBytes)) return false;
  const call = callIn(frame);
  if (call?.method !== "mutation" || call.path !== path) return false;
  const input = sendSchema.safeParse(call.input);
  if (!input.success) return false;
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

/** Sends a message. `Session.say` throws at once if it comes too fast; here every refusal is a rejection. */
const say = async (session: Session, input: Parameters<Session["say"]>[0]): ReturnType<Session["say"]> =>
  session.say(input);
