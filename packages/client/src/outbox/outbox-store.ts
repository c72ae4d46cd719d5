import type { ClientStorage, StoredMessage } from "../storage.ts";

/**
 * The storage as the outbox uses it: one operation after the other, so that the store never has an older state than
 * what was asked for last; and never in the way of the chat: a storage that fails is told, and the message is sent.
 */
export class OutboxStore {
  readonly #storage: ClientStorage;
  readonly #onError: (error: unknown) => void;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(storage: ClientStorage, onError: (error: unknown) => void) {
    this.#storage = storage;
    this.#onError = onError;
  }

  /** Undefined where the storage cannot tell. */
  messages(): Promise<readonly StoredMessage[] | undefined> {
    return this.#next(() => this.#storage.messages());
  }

  /** Resolves with whether the storage has it. */
  async put(message: StoredMessage): Promise<boolean> {
    const isKept = await this.#next(async () => {
      await this.#storage.put(message);
      return true;
    });
    return isKept ?? false;
  }

  async remove(id: string): Promise<void> {
    await this.#next(() => this.#storage.remove(id));
  }

  /** Resolves when everything that was asked for so far is done. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  #next<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    const answer = this.#turn.then(ask).catch((error: unknown) => {
      this.#onError(error);
      return undefined;
    });
    this.#turn = answer;
    return answer;
  }
}
