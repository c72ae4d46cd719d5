/** A change of a reader's membership of a room. */
export interface MembershipChange {
  readonly seq: number;
  readonly room: string;
  readonly isMember: boolean;
}

/** A session as delivery sees it: a recipient of records. */
export interface Reader {
  readonly clientId: string;
  /** The names of the rooms that the reader is a member of. */
  rooms(): readonly string[];
  /** The `seq` since which the reader is a member of a room; undefined if it is not a member. */
  memberSince(room: string): number | undefined;
  /** The `seq` from which the reader may read the history of a room: 0 for a public room. */
  readableFrom(room: string): number;
  /** The rooms that the reader joined and left after a `seq`, oldest first; the lobby is not among them. */
  membershipChanges(after: number): readonly MembershipChange[];
}
