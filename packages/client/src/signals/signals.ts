import { isQuiet, type ChatRecord, type Signal } from "@beseda/protocol";
import type { Presence, Typist } from "../chat-client.ts";
import type { Environment } from "../environment.ts";
import { OwnTyping } from "./own-typing.ts";
import { Typists } from "./typists.ts";

/** Says something to the server that may be lost. */
export interface SignalSender {
  typing(signal: { readonly room: string; readonly typing: boolean }): Promise<void>;
  presence(presence: Presence): Promise<void>;
}

/** What is known of the others. */
export interface Company {
  readonly typing: ReadonlyMap<string, readonly Typist[]>;
  readonly away: ReadonlySet<string>;
}

export interface SignalsParts {
  readonly environment: Environment;
  readonly me: () => string | undefined;
  /** Whether one wants to see nothing of somebody. */
  readonly isBlocked: (clientId: string) => boolean;
  /** Undefined without a connection. */
  readonly sender: () => SignalSender | undefined;
  readonly onChange: (change: Partial<Company>) => void;
}

/** What passes: who types, who is away, and the same of oneself (DEL-7, DEL-9, DEL-10). */
export class Signals {
  readonly #parts: SignalsParts;
  readonly #own: OwnTyping;
  readonly #typists: Typists;
  #away: ReadonlySet<string> = new Set();
  #presence: Presence = "active";

  constructor(parts: SignalsParts) {
    this.#parts = parts;
    const { environment, me, isBlocked, onChange, sender } = parts;
    this.#own = new OwnTyping({
      environment,
      say: (signal) => {
        fireAndForget(sender()?.typing(signal));
      },
    });
    this.#typists = new Typists({
      environment,
      isHidden: (clientId) => clientId === me() || isBlocked(clientId),
      onChange: (typing) => {
        onChange({ typing });
      },
    });
  }

  /** The server has greeted, and may know nothing of oneself. */
  begin(): void {
    if (this.#presence === "away") fireAndForget(this.#parts.sender()?.presence("away"));
    this.#own.again();
  }

  /** The connection is gone: who types or is away cannot be known until the next one tells. */
  end(): void {
    this.#typists.clear();
    if (this.#away.size === 0) return;
    this.#away = new Set();
    this.#parts.onChange({ away: this.#away });
  }

  hear(signals: readonly Signal[]): void {
    for (const signal of signals) {
      if (signal.kind === "typing") this.#typists.hear(signal);
      if (signal.kind === "presence") this.#setAway(signal.client_id, signal.presence === "away");
    }
  }

  /** Whom one has blocked is another list now. */
  review(): void {
    this.#typists.review();
  }

  /** Records tell what a signal that was lost would have. */
  follow(record: ChatRecord): void {
    this.#typists.follow(record);
    if (record.type === "disconnected" && !isQuiet(record)) this.#setAway(record.client_id, false);
  }

  typing(room: string, isTyping: boolean): void {
    this.#own.set(room, isTyping);
  }

  setPresence(presence: Presence): void {
    if (this.#presence === presence) return;
    this.#presence = presence;
    fireAndForget(this.#parts.sender()?.presence(presence));
  }

  #setAway(clientId: string, isAway: boolean): void {
    if (this.#away.has(clientId) === isAway) return;
    const away = new Set(this.#away);
    if (isAway) away.add(clientId);
    else away.delete(clientId);
    this.#away = away;
    this.#parts.onChange({ away });
  }
}

/** Signals are the first to be dropped: nobody waits for one, nor learns that it was refused (DEL-7). */
const fireAndForget = (saying: Promise<void> | undefined): void => {
  void saying?.catch(() => undefined);
};
