import type { StoredMessage } from "../storage.ts";
import type { OutboxEntry } from "./entry.ts";
import type { OutboxStore } from "./outbox-store.ts";

export interface PersistenceParts {
  readonly store: OutboxStore;
  /** The entry of an id, as long as there is one. */
  readonly find: (id: string) => OutboxEntry | undefined;
  /** The store has answered: there may be something to send. */
  readonly onReady: () => void;
  /** The store has all that it was to keep. */
  readonly onKept: () => void;
}

/** What of an outbox the store has, and what it is still to have: nothing is sent before the store was given it. */
export class Persistence {
  readonly #parts: PersistenceParts;
  /** Not in the store yet, so not to be sent yet. */
  readonly #unsaved = new Set<string>();
  /** Typed here, and in the store for sure: what is gone from there was taken out elsewhere. */
  readonly #kept = new Set<string>();
  /** The store would not take them: they are put again when it takes something. */
  readonly #notKept = new Set<string>();

  constructor(parts: PersistenceParts) {
    this.#parts = parts;
  }

  /** Those that the store has for sure at this moment. */
  get kept(): ReadonlySet<string> {
    return new Set(this.#kept);
  }

  isUnsaved(id: string): boolean {
    return this.#unsaved.has(id);
  }

  /** It is not to be sent before the store was given it. */
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
    // Also where it is gone meanwhile: what was behind it waited for this too.
    onReady();
  }

  /** The store answers again: it is given what it would not take before. Returns whether there was anything. */
  putRest(): boolean {
    const entries = [...this.#notKept].flatMap((id) => this.#parts.find(id) ?? []);
    this.#notKept.clear();
    const rest = entries.filter(({ delivery }) => delivery.state !== "acknowledged");
    for (const { message } of rest) void this.put(message);
    return rest.length > 0;
  }

  /** There is no such entry any more. */
  forget(id: string): void {
    this.#unsaved.delete(id);
    this.#kept.delete(id);
    this.#notKept.delete(id);
  }
}
