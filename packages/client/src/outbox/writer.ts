import { sendSchema, textsOf, type Locale } from "@beseda/protocol";
import type { ChatClient } from "../chat-client.ts";
import type { ChatApi } from "../connection/connection.ts";
import type { Environment } from "../environment.ts";
import type { ClientStorage } from "../storage.ts";
import { clientTexts } from "../texts.ts";
import { OutboxStore } from "./outbox-store.ts";
import { Outbox } from "./outbox.ts";
import { Sending, type Sender } from "./sending.ts";

export interface WriterParts {
  readonly storage: ClientStorage;
  readonly environment: Environment;
  /** How long to wait before a message is sent again: retry 0, 1, 2 … */
  readonly backOff: (retry: number) => number;
  readonly locale: () => Locale;
  /** The identity that messages are sent under, as far as the server has told. */
  readonly sender: () => Sender | undefined;
  /** The messages of a room that wait are others than before. */
  readonly onChange: (room: string) => void;
  readonly onStorageError: (error: unknown) => void;
}

/** What a person types becomes records of the server: an outbox, and its sending while there is a connection. */
export class Writer {
  readonly outbox: Outbox;
  readonly #parts: WriterParts;
  readonly #store: OutboxStore;
  #sending: Sending | undefined;
  #turn = 0;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#store = new OutboxStore(parts.storage, parts.onStorageError);
    this.outbox = new Outbox({
      store: this.#store,
      onChange: parts.onChange,
      onReady: () => this.#sending?.pump(),
    });
  }

  /** Takes a message as it was typed; returns its id. What no server would take fails at once. */
  write(message: Parameters<ChatClient["send"]>[0]): string {
    const { environment, locale, sender } = this.#parts;
    const id = environment.newId();
    const { data, error } = sendSchema.safeParse({ ...message, id });
    const [issue] = error?.issues ?? [];
    const { room, text, reply_to, action } = data ?? message;
    const as = sender();
    this.outbox.add({
      id,
      room,
      text,
      ...(reply_to !== undefined && { reply_to }),
      ...(action && { action }),
      time: new Date(environment.now()).toISOString(),
      ...(as && { sender: as }),
      ...(issue && { failed: textsOf(locale()).errors["bad-input"](issue.message) }),
    });
    return id;
  }

  /** There is a connection: what waits is sent, what other tabs and terminals left behind included. */
  async open(api: ChatApi, sender: Sender): Promise<void> {
    this.shut();
    const turn = this.#turn;
    await this.outbox.catchUp();
    if (turn !== this.#turn) return;
    const { environment, backOff, locale } = this.#parts;
    this.#sending = new Sending({
      outbox: this.outbox,
      sender,
      send: (message) => api.send(message),
      environment,
      backOff,
      otherIdentity: () => clientTexts(locale()).otherIdentity,
    });
    this.#sending.pump();
  }

  /** There is no connection. */
  shut(): void {
    this.#turn += 1;
    this.#sending?.stop();
    this.#sending = undefined;
  }

  /** Resolves when the storage has everything. */
  stored(): Promise<void> {
    return this.#store.idle();
  }
}
