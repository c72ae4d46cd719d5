/** That a reader became a member of a room, or is one no more. */
export interface MembershipChange {
  readonly seq: number;
  readonly room: string;
  readonly isMember: boolean;
}

/** Who records are delivered to: what delivery has to know of a session. */
export interface Reader {
  readonly clientId: string;
  /** Names of the rooms that it is a member of. */
  rooms(): readonly string[];
  /** `seq` from which it is a member of a room; undefined where it is none. */
  memberSince(room: string): number | undefined;
  /** `seq` from which the history of a room is its to read: 0 for a public room. */
  readableFrom(room: string): number;
  /** What rooms it has come into and left behind a `seq`, oldest first; the lobby is not among them. */
  membershipChanges(after: number): readonly MembershipChange[];
}
