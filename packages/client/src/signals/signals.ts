import { isQuiet, type ChatRecord, type Signal } from "@beseda/protocol";
import type { Presence, Typist } from "../chat-client.ts";
import type { Environment } from "../environment.ts";
import { OwnTyping } from "./own-typing.ts";
import { Typists } from "./typists.ts";

/** Sends signals to the server, which may be lost. */
export interface SignalSender {
  typing(signal: { readonly room: string; readonly typing: boolean }): Promise<void>;
  presence(presence: Presence): Promise<void>;
}

/** The signals known of the others. */
export interface Company {
  readonly typing: ReadonlyMap<string, readonly Typist[]>;
  readonly away: ReadonlySet<string>;
}

export interface SignalsParts {
  readonly environment: Environment;
  readonly me: () => string | undefined;
  /** Whether the person has blocked somebody. */
  readonly isBlocked: (clientId: string) => boolean;
  /** Returns the sender; undefined without a connection. */
  readonly sender: () => SignalSender | undefined;
  readonly onChange: (change: Partial<Company>) => void;
}

/** The signals: who types, who is away, and the same of the person (DEL-7, DEL-9, DEL-10). */
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

  /** Repeats the own signals after a greeting: the server may know none of them. */
  begin(): void {
    if (this.#presence === "away") fireAndForget(this.#parts.sender()?.presence("away"));
    this.#own.again();
  }

  /** Clears the signals of a lost connection: who types or is away is unknown until the next one says so. */
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

  /** Applies a new list of blocked people. */
  review(): void {
    this.#typists.review();
  }

  /** Learns from a record what a lost signal would have said. */
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

/** Sends without waiting. Signals are the first to be dropped: nobody learns that one was refused (DEL-7). */
const fireAndForget = (saying: Promise<void> | undefined): void => {
  void saying?.catch(() => undefined);
};
