import type { StoredMessage } from "../storage.ts";
import type { OutboxEntry } from "./entry.ts";
import type { OutboxStore } from "./outbox-store.ts";

export interface PersistenceParts {
  readonly store: OutboxStore;
  /** Returns the entry of an id, as long as there is one. */
  readonly find: (id: string) => OutboxEntry | undefined;
  /** Called when the store has answered: there may be something to send. */
  readonly onReady: () => void;
  /** Called when the store has all that it was to keep. */
  readonly onKept: () => void;
}

/** Tracks what of an outbox the store has or is still to get: nothing is sent before the store was given it. */
export class Persistence {
  readonly #parts: PersistenceParts;
  /** Ids that are not in the store yet, so not to be sent yet. */
  readonly #unsaved = new Set<string>();
  /** Ids typed here, and in the store for sure: those that are gone from there were taken out elsewhere. */
  readonly #kept = new Set<string>();
  /** Ids that the store would not take: they are put again when it takes something. */
  readonly #notKept = new Set<string>();

  constructor(parts: PersistenceParts) {
    this.#parts = parts;
  }

  /** Ids that the store has for sure at this moment. */
  get kept(): ReadonlySet<string> {
    return new Set(this.#kept);
  }

  isUnsaved(id: string): boolean {
    return this.#unsaved.has(id);
  }

  /** Keeps an entry from being sent before the store was given it. */
  hold(id: string): void {
    this.#unsaved.add(id);
  }

  async put(message: StoredMessage): Promise<void> {
    const { store, find, onReady, onKept } = this.#parts;
    const isKept = await store.put(message);
    const entry = find(message.id);
    if (isKept && entry) this.#kept.add(message.id);
    if (!isKept && entry) this.#notKept.add(message.id);
    if (isKept && !this.putRest()) onKept();
    if (entry?.message === message) this.#unsaved.delete(message.id);
    // Also for an entry that is gone meanwhile: what was behind it waited for this too.
    onReady();
  }

  /** Gives the store again what it would not take before. Returns whether there was anything. */
  putRest(): boolean {
    const entries = [...this.#notKept].flatMap((id) => this.#parts.find(id) ?? []);
    this.#notKept.clear();
    const rest = entries.filter(({ delivery }) => delivery.state !== "acknowledged");
    for (const { message } of rest) void this.put(message);
    return rest.length > 0;
  }

  /** Forgets an entry that no longer exists. */
  forget(id: string): void {
    this.#unsaved.delete(id);
    this.#kept.delete(id);
    this.#notKept.delete(id);
  }
}
