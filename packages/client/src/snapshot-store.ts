import type { ChatSnapshot } from "./chat-client.ts";
import { nothingPersonal } from "./signals/personal.ts";

/** The parts of a snapshot that are set; the others are computed when somebody looks. */
export type SnapshotParts = Omit<ChatSnapshot, "timelines" | "unsent" | "unseenMentions">;

/** The parts before anything has come. */
export const nothingYet: SnapshotParts = {
  connection: { phase: "connecting", attempt: 1 },
  welcome: undefined,
  me: undefined,
  rooms: [],
  windows: new Map(),
  typing: new Map(),
  away: new Set(),
  ...nothingPersonal,
};

/** The current snapshot and its listeners: they are notified once a microtask, however much has changed. */
export class SnapshotStore {
  readonly #complete: (parts: SnapshotParts) => ChatSnapshot;
  readonly #listeners = new Set<() => void>();
  #parts: SnapshotParts;
  #snapshot: ChatSnapshot | undefined;
  #scheduled = false;

  constructor(parts: SnapshotParts, complete: (parts: SnapshotParts) => ChatSnapshot) {
    this.#parts = parts;
    this.#complete = complete;
  }

  get parts(): SnapshotParts {
    return this.#parts;
  }

  set(change: Partial<SnapshotParts>): void {
    this.#parts = { ...this.#parts, ...change };
    this.touch();
  }

  /** Notes that something has changed. */
  touch(): void {
    this.#snapshot = undefined;
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      for (const listener of this.#listeners) listener();
    });
  }

  snapshot(): ChatSnapshot {
    this.#snapshot ??= this.#complete(this.#parts);
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
