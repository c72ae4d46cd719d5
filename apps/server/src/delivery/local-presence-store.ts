import type { Presence, PresenceStore, PresentSession } from "./presence-store.ts";

/** The presence store of a single-node server. */
export class LocalPresenceStore implements PresenceStore {
  /** The unattended sessions by client. */
  readonly #unattended = new Map<string, Set<string>>();
  readonly #listeners = new Set<(clientId: string) => void>();

  set(session: PresentSession, presence: Presence): void {
    const { id, clientId } = session;
    if (presence === "active") this.forget(session);
    else this.#unattended.set(clientId, (this.#unattended.get(clientId) ?? new Set()).add(id));
    for (const listener of this.#listeners) listener(clientId);
  }

  forget({ id, clientId }: PresentSession): void {
    const sessions = this.#unattended.get(clientId);
    sessions?.delete(id);
    if (sessions?.size === 0) this.#unattended.delete(clientId);
  }

  unattended(clientId: string): number {
    return this.#unattended.get(clientId)?.size ?? 0;
  }

  onSet(listener: (clientId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
