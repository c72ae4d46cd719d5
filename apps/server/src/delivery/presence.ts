import { isOf, type ChatRecord, type UnknownRecord } from "@beseda/protocol";
import type { Presence, PresenceStore, PresentSession } from "./presence-store.ts";
import type { Signals } from "./signals.ts";

/** An online client. */
interface Online {
  readonly name: string;
  /** The number of its open sessions. */
  readonly sessions: number;
}

export interface PresenceTrackerParts {
  readonly signals: Signals;
  readonly store: PresenceStore;
  readonly online: (clientId: string) => Online | undefined;
}

/**
 * Tells the readers of this node who is away: a client whose sessions are all unattended (DEL-7). The log has
 * the sessions of a client, and the store has the unattended ones, so every node finds the same.
 */
export class PresenceTracker {
  readonly #parts: PresenceTrackerParts;

  constructor(parts: PresenceTrackerParts) {
    this.#parts = parts;
    parts.store.onSet((clientId) => this.#tell(clientId));
  }

  /** Takes a session's report on whether somebody sits at it. */
  say(session: PresentSession, presence: Presence): void {
    this.#parts.store.set(session, presence);
  }

  /** Follows sessions that begin and end, which change presence too. */
  follow(record: ChatRecord | UnknownRecord): void {
    const { client_id } = record;
    if (isOf(record, "connected")) this.#tell(client_id);
    if (!isOf(record, "disconnected")) return;
    const { signals, store, online } = this.#parts;
    store.forget({ id: record.session, clientId: client_id });
    if (!online(client_id)) signals.forget(client_id);
    // Readers know that a client that leaves is gone.
    else if (this.#isAway(client_id)) this.#publish(client_id, "away");
    else this.#tell(client_id);
  }

  #isAway(clientId: string): boolean {
    const unattended = this.#parts.store.unattended(clientId);
    return unattended > 0 && unattended >= (this.#parts.online(clientId)?.sessions ?? 0);
  }

  /** Sends a client's presence only if it differs from what the others were told. */
  #tell(clientId: string): void {
    const isAway = this.#isAway(clientId);
    if (isAway !== this.#parts.signals.isAway(clientId)) this.#publish(clientId, isAway ? "away" : "active");
  }

  #publish(client_id: string, presence: Presence): void {
    const { signals, online } = this.#parts;
    signals.tell({ kind: "presence", client_id, name: online(client_id)?.name ?? client_id, presence });
  }
}
