import { gatewayTextsOf } from "@beseda/protocol";
import type { Subscriber } from "../../delivery/subscriber.ts";
import type { Session } from "../../session/session.ts";
import type { Saying } from "./command-context.ts";
import type { ClientId } from "./line-format.ts";
import type { Screen } from "./screen.ts";
import { untilFree } from "./until-free.ts";

/** The most messages of one person that may be on their way to the disk at once. */
const mostSayings = 32;

export interface SayingsParts {
  readonly session: Session;
  readonly screen: Screen;
  /** The subscriber that shows this person the records. */
  readonly subscriber: Pick<Subscriber, "reached">;
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal;
  /** Reports why a message was not sent, with the client's id for it. MUST NOT reject. */
  readonly onRefused: (error: unknown, called: ClientId | undefined) => Promise<void>;
}

/**
 * The messages of one person that are not on the screen yet: they follow each other without waiting for the
 * disk.
 */
export class Sayings {
  readonly #parts: SayingsParts;
  readonly #sent = new Set<Promise<void>>();
  #said = 0;
  #lastOwn = 0;

  constructor(parts: SayingsParts) {
    this.#parts = parts;
  }

  /** Sends a message; resolves when the next one may be sent. */
  async say(saying: Saying): Promise<void> {
    const { limiter } = this.#parts.session;
    const called = this.#parts.screen.answered();
    await untilFree(() => limiter.messageWaitMs, this.#parts.gone);
    const sent = this.#send(saying, called);
    this.#sent.add(sent);
    void sent.finally(() => this.#sent.delete(sent));
    if (this.#sent.size >= mostSayings) await Promise.race(this.#sent);
  }

  /** Resolves when all messages sent are acknowledged on the screen, or were refused. */
  async settled(): Promise<void> {
    await Promise.all(this.#sent);
    await this.#parts.subscriber.reached(this.#lastOwn);
  }

  /**
   * Sends a message; never rejects. Its id is for the log alone: a line comes once, and is not sent again.
   */
  async #send(saying: Saying, called: ClientId | undefined): Promise<void> {
    const { session, screen, onRefused } = this.#parts;
    this.#said += 1;
    const id = `${session.id}-${this.#said}`;
    if (called !== undefined) screen.call(id, called);
    try {
      const { seq, cannot_see } = await session.say({ id, ...saying });
      this.#lastOwn = Math.max(this.#lastOwn, seq);
      if (cannot_see) await screen.print([gatewayTextsOf(session.locale).cannotSee(cannot_see)]);
    } catch (error) {
      await onRefused(error, screen.calledOf(id));
    }
  }
}
