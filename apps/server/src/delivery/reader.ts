import { isOf, roomOf, type AnyRecord } from "@beseda/protocol";

/** Who records are delivered to: what delivery has to know of a session. */
export interface Reader {
  readonly clientId: string;
  /** Names of the rooms that it is a member of. */
  rooms(): readonly string[];
  /** `seq` from which a room is its to follow; undefined where it is no member. */
  memberSince(room: string): number | undefined;
  /** `seq` from which the history of a room is its to read: 0 for a public room. */
  readableFrom(room: string): number;
}

/** Whether a reader follows a record: of its rooms, since it is a member; or that it is none any more. */
export const isFor = (reader: Reader, record: AnyRecord): boolean => {
  const room = roomOf(record);
  if (room === undefined) return false;
  const since = reader.memberSince(room);
  if (since !== undefined && since <= record.seq) return true;
  return isOf(record, "left") && record.client_id === reader.clientId;
};
