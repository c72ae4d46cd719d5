/** A reader became a member of a room, or ceased to be one. */
export interface MembershipChange {
  readonly seq: number;
  readonly room: string;
  readonly isMember: boolean;
}

/** A session, as delivery knows it: records are brought to it. */
export interface Reader {
  readonly clientId: string;
  /** Names of the rooms that it is a member of. */
  rooms(): readonly string[];
  /** `seq` from which it is a member of a room; undefined where it is none. */
  memberSince(room: string): number | undefined;
  /** `seq` from which the history of a room is its to read: 0 for a public room. */
  readableFrom(room: string): number;
  /** The rooms that it came into and left behind a `seq`, oldest first; the lobby is not among them. */
  membershipChanges(after: number): readonly MembershipChange[];
}
