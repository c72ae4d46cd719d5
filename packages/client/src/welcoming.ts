import type { Welcome } from "@beseda/protocol";
import type { Dialer } from "./connection/dialer.ts";
import type { Identity } from "./identity.ts";
import type { Sender } from "./outbox/sending.ts";
import type { Writer } from "./outbox/writer.ts";

export interface WelcomingParts {
  readonly identity: Pick<Identity, "keep">;
  readonly writer: Pick<Writer, "shut" | "giveBackBefore" | "open">;
  readonly dialer: () => Pick<Dialer, "online" | "redial">;
  /** Shows what the server greeted with. */
  readonly show: (welcome: Welcome) => void;
  /** Whether no later greeting has come. */
  readonly isCurrent: (welcome: Welcome) => boolean;
}

/** Handles a greeting: it is shown, its token is kept, and then the waiting messages are sent. */
export class Welcoming {
  readonly #parts: WelcomingParts;
  #sender: Sender | undefined;
  #welcoming: Promise<void> = Promise.resolve();

  constructor(parts: WelcomingParts) {
    this.#parts = parts;
  }

  /** The identity that the kept token stands for: another that was greeted for a moment has written nothing. */
  get sender(): Sender | undefined {
    return this.#sender;
  }

  /** @param shown the token that the server was shown */
  welcome(welcome: Welcome, shown: string | undefined): void {
    this.#welcoming = this.#welcome(welcome, shown);
  }

  /** Resolves when what the storage had for the greeted client is among what is sent. */
  async done(): Promise<void> {
    await this.#welcoming;
  }

  async #welcome(welcome: Welcome, shown: string | undefined): Promise<void> {
    const { identity, writer, show, isCurrent } = this.#parts;
    const { token, session, client_id, log, run = log } = welcome;
    const isRecognised = token === shown;
    writer.shut();
    show(welcome);
    // The entries are given back before the token that shows the change is overwritten.
    if (shown !== undefined && !isRecognised) await writer.giveBackBefore(log);
    if (!isCurrent(welcome)) return;
    // The token is kept before anything is sent: the server knows an id together with the token's client.
    const isOurs = await identity.keep({ token, session, shown });
    if (!isCurrent(welcome)) return;
    if (!isOurs) return this.#parts.dialer().redial();
    this.#sender = { client_id, log };
    const { online } = this.#parts.dialer();
    if (online) await writer.open(online.api, { client_id, log, run, isRecognised });
  }
}
