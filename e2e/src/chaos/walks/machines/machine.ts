import { setTimeout as sleep } from "node:timers/promises";
import type { ChatClient, ClientStorage, Identities, LocalIdentity, ServerInvocation } from "@beseda/client";

/** How somebody comes in: under a name, or into an account. */
export interface Start {
  readonly name: string;
  readonly password?: string;
}

/** A client as it runs, with the actions of a person at it. */
export interface Program {
  readonly chat: ChatClient;
  /** The room on the screen; may be one that a command leads to. */
  readonly room: string;
  say(text: string): void;
  /** Returns the room that is on the screen from then on. */
  go(invocation: ServerInvocation): string;
  show(room: string): void;
  /** Takes the lines that it shows as given back; the person has them from then on. */
  takeBack(): readonly string[];
  logout(): Promise<void>;
  /** Ends in order, as a reload does. */
  close(): Promise<void>;
  /** Ends when the typed lines are written, whatever else goes on. */
  kill(): Promise<void>;
}

/** A machine that somebody sits at: a disk, and the programs that run on it. */
export interface Machine extends AsyncDisposable {
  readonly identities: Identities;
  /** The token of an identity on its disk: before there is one, the identity cannot come back. */
  tokenOf(identity: Pick<LocalIdentity, "place">): Promise<string | undefined>;
  start(start: Start): Program;
}

/** Faults of an earlier version, put back to see whether the walks find them. */
export interface Faults {
  /** The place where the token of an identity is kept. */
  readonly tokenPlace?: (identity: { readonly place: string; readonly name?: string | undefined }) => string;
  /** The same for its outbox. */
  readonly outboxPlace?: (identity: { readonly place: string; readonly name?: string | undefined }) => string;
  /** Lines go to the room before, until the server has said where a command leads. */
  readonly staysBehind?: boolean;
}

/** The life of a program while it runs: killed, it writes nothing more. */
export class Life {
  isOver = false;
  #writing = 0;

  /** Does what a program asks its disk for; never, once it is killed. */
  async at<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    if (this.isOver) return new Promise(() => undefined);
    this.#writing += 1;
    try {
      return await ask();
    } finally {
      this.#writing -= 1;
    }
  }

  /** Resolves when its disk has all that is due: a moment later than a key, and sooner than a person. */
  async written(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = this.#writing === 0 ? quiet + 1 : 0) await sleep(1);
  }
}

export const whileItLives = (life: Life, storage: ClientStorage): ClientStorage => ({
  token: () => life.at(() => storage.token()),
  setToken: (token) => life.at(() => storage.setToken(token)),
  exchangeToken: (shown, given) => life.at(() => storage.exchangeToken(shown, given)),
  messages: () => life.at(() => storage.messages()),
  put: (message) => life.at(() => storage.put(message)),
  remove: (id) => life.at(() => storage.remove(id)),
});

export interface StorageParts {
  readonly open: (place: string) => ClientStorage;
  readonly identities: () => Identities;
  readonly faults: Faults;
}

/** The storage of an identity; with a fault, its token and outbox are somewhere else. */
export const storageOf = (place: string, { open, identities, faults }: StorageParts): ClientStorage => {
  const identity = identities()
    .list()
    .find((known) => known.place === place) ?? { place };
  const token = open(faults.tokenPlace?.(identity) ?? place);
  const outbox = open(faults.outboxPlace?.(identity) ?? place);
  return {
    token: () => token.token(),
    setToken: (value) => token.setToken(value),
    exchangeToken: (shown, given) => token.exchangeToken(shown, given),
    messages: () => outbox.messages(),
    put: (message) => outbox.put(message),
    remove: (id) => outbox.remove(id),
  };
};
