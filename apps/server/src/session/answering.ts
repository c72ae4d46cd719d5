import type { LogReader } from "@beseda/log";
import { ChatError, isPost, type Acknowledgement, type Send } from "@beseda/protocol";

export interface AnsweringParts {
  readonly log: Pick<LogReader, "read">;
  /** `seq` from which the person may read the history of a room. */
  readonly readableFrom: (room: string) => number;
}

/** Checks that answers point to a message that their author can read, in the same room (NAM-7). */
export class Answering {
  readonly #parts: AnsweringParts;
  /**
   * The newest answer whose message is being looked up: whatever is said after it waits, to keep its order.
   */
  #lookedUp: Promise<void> | undefined;

  constructor(parts: AnsweringParts) {
    this.#parts = parts;
  }

  /**
   * Says something after everything said before it: at once, unless an answer is or was to be looked up.
   * @throws {ChatError} `unknown-message`
   */
  inTurn(said: Send, say: () => Promise<Acknowledgement>): Promise<Acknowledgement> {
    if (said.reply_to === undefined && !this.#lookedUp) return say();
    const found = this.#find(said, this.#lookedUp);
    const isFound = found.catch(() => undefined);
    this.#lookedUp = isFound;
    void this.#forget(isFound);
    return found.then(say);
  }

  async #forget(lookedUp: Promise<void>): Promise<void> {
    await lookedUp;
    if (this.#lookedUp === lookedUp) this.#lookedUp = undefined;
  }

  async #find({ room, reply_to }: Send, before: Promise<void> | undefined): Promise<void> {
    const [entries] = await Promise.all([reply_to === undefined ? undefined : this.#read(reply_to), before]);
    if (entries === undefined || reply_to === undefined) return;
    const record = entries[0]?.record;
    const isHere = record !== undefined && isPost(record) && record.room === room;
    if (!isHere || reply_to < this.#parts.readableFrom(room))
      throw new ChatError("unknown-message", reply_to);
  }

  async #read(seq: number): Promise<Awaited<ReturnType<LogReader["read"]>>> {
    return seq === 0 ? [] : this.#parts.log.read({ after: seq - 1, upto: seq, limit: 1 });
  }
}
