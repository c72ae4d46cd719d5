/** What a session tells of who sits at it. */
export type Presence = "active" | "away";

/** One session, on whatever node it is. */
export interface PresentSession {
  readonly id: string;
  readonly clientId: string;
}

/**
 * At which sessions nobody sits, whatever node they are on (DEL-7).
 *
 * An implementation MUST give the newest value that it has of each session, and one that was set at this node at once;
 * those of other nodes MAY come late or get lost. It MUST NOT keep who sets waiting, nor throw. A session that was
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
