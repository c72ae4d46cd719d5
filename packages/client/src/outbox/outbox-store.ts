import type { ClientStorage, StoredMessage } from "../storage.ts";

/**
 * The storage as the outbox uses it: one operation after the other, so that the store never has an older state than
 * the last request; and never in the way of the chat: a storage failure is reported, and the message is sent.
 */
export class OutboxStore {
  readonly #storage: ClientStorage;
  readonly #onError: (error: unknown) => void;
  #turn: Promise<unknown> = Promise.resolve();
  /** The changes requested since each reading began, by id; undefined for what is to be removed. */
  readonly #since = new Set<Map<string, StoredMessage | undefined>>();

  constructor(storage: ClientStorage, onError: (error: unknown) => void) {
    this.#storage = storage;
    this.#onError = onError;
  }

  /** Returns the stored messages with all changes made meanwhile; undefined where the storage cannot tell. */
  async messages(): Promise<readonly StoredMessage[] | undefined> {
    const since = new Map<string, StoredMessage | undefined>();
    this.#since.add(since);
    const read = await this.#next(() => this.#storage.messages());
    this.#since.delete(since);
    return read?.flatMap((message) => (since.has(message.id) ? (since.get(message.id) ?? []) : message));
  }

  /** Resolves with whether the storage has it. */
  async put(message: StoredMessage): Promise<boolean> {
    this.#changes(message.id, message);
    const isKept = await this.#next(async () => {
      await this.#storage.put(message);
      return true;
    });
    return isKept ?? false;
  }

  async remove(id: string): Promise<void> {
    this.#changes(id, undefined);
    await this.#next(() => this.#storage.remove(id));
  }

  /** Resolves when everything that was asked for so far is done. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  #changes(id: string, message: StoredMessage | undefined): void {
    for (const since of this.#since) since.set(id, message);
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
