/** Whether somebody sits at a session, as reported by the session itself. */
export type Presence = "active" | "away";

/** A session on any node. */
export interface PresentSession {
  readonly id: string;
  readonly clientId: string;
}

/**
 * The unattended sessions of all nodes (DEL-7).
 *
 * An implementation MUST return the newest value that it has of each session, and a value set at this node at
 * once; values of other nodes MAY come late or get lost. It MUST NOT keep the session waiting, nor throw. A
 * forgotten session MUST leave nothing behind: its end is in the log, so each node forgets it by itself.
 */
export interface PresenceStore {
  set(session: PresentSession, presence: Presence): void;
  forget(session: PresentSession): void;
  /** The number of unattended sessions of a client. */
  unattended(clientId: string): number;
  /**
   * Calls the listener with each client whose presence was set on any node; returns a function that ends
   * this.
   */
  onSet(listener: (clientId: string) => void): () => void;
}
