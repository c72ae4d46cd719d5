import { gatewayTextsOf } from "@beseda/protocol";
import type { Subscriber } from "../../delivery/subscriber.ts";
import type { Session } from "../../session/session.ts";
import type { Saying } from "./command-context.ts";
import type { ClientId } from "./line-format.ts";
import type { Screen } from "./screen.ts";
import { untilFree } from "./until-free.ts";

/** Messages of one person that may be on their way to the disk at once. */
const mostSayings = 32;

export interface SayingsParts {
  readonly session: Session;
  readonly screen: Screen;
  /** What shows this person the records. */
  readonly subscriber: Pick<Subscriber, "reached">;
  /** Aborted when nobody is there any more. */
  readonly gone: AbortSignal;
  /** Tells why a message was not said, by what its client calls it. MUST NOT reject. */
  readonly onRefused: (error: unknown, called: ClientId | undefined) => Promise<void>;
}

/** What one person has said and is not on the screen yet: messages follow each other without waiting for the disk. */
export class Sayings {
  readonly #parts: SayingsParts;
  readonly #sent = new Set<Promise<void>>();
  #said = 0;
  #lastOwn = 0;

  constructor(parts: SayingsParts) {
    this.#parts = parts;
  }

  /** Resolves when the next one may be said. */
  async say(saying: Saying): Promise<void> {
    const { limiter } = this.#parts.session;
    const called = this.#parts.screen.answered();
    await untilFree(() => limiter.messageWaitMs, this.#parts.gone);
    const sent = this.#send(saying, called);
    this.#sent.add(sent);
    void sent.finally(() => this.#sent.delete(sent));
    if (this.#sent.size >= mostSayings) await Promise.race(this.#sent);
  }

  /** Resolves when all that was said is acknowledged on the screen, or was refused. */
  async settled(): Promise<void> {
    await Promise.all(this.#sent);
    await this.#parts.subscriber.reached(this.#lastOwn);
  }

  /** The id is for the log alone: a line comes once, and is not sent again. Never rejects. */
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
