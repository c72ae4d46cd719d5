/** Who records are delivered to: what delivery has to know of a session. */
export interface Reader {
  readonly clientId: string;
  /** Names of the rooms that it is a member of. */
  rooms(): readonly string[];
  /** `seq` from which a room is its to follow; undefined where it is no member. */
  memberSince(room: string): number | undefined;
  /** Resolves when its connection takes more; at once while it is not congested. */
  drained(signal: AbortSignal): Promise<void>;
}
