/** Whether somebody sits at a session, as it tells itself. */
export type Presence = "active" | "away";

/** One session, on whatever node it is. */
export interface PresentSession {
  readonly id: string;
  readonly clientId: string;
}

/**
 * The sessions that nobody sits at, whatever node they are on (DEL-7).
 *
 * An implementation MUST give the newest value that it has of each session, and one that was set at this node at once;
 * those of other nodes MAY come late or get lost. It MUST NOT keep the session waiting, nor throw. A session that was
 * forgotten MUST leave nothing behind: its end is in the log, so every node forgets it by itself.
 */
export interface PresenceStore {
  set(session: PresentSession, presence: Presence): void;
  forget(session: PresentSession): void;
  /** Sessions of a client that nobody sits at. */
  unattended(clientId: string): number;
  /** Calls the listener with each client of whom something was set, on whatever node; returns how to end that. */
  onSet(listener: (clientId: string) => void): () => void;
}
