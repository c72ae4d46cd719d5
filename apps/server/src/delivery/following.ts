import { isOf, isReadWhole, roomOf, type AnyRecord } from "@beseda/protocol";
import type { MembershipChange, Reader } from "./reader.ts";

/** A part of the log in which a reader is of the same rooms. */
export interface Span {
  /** Exclusive. */
  readonly after: number;
  /** Inclusive. */
  readonly upto: number;
  /** Good until the next span is asked for. */
  readonly rooms: ReadonlySet<string>;
}

/** The rooms of a reader at a place in the log, and what has become of that since. */
interface Stand {
  /** Rooms that it was of there. */
  readonly rooms: Set<string>;
  /** What it came into and left since, oldest first, but for what it passed over. */
  readonly changes: readonly MembershipChange[];
  /** `seq` of where it left a room that it came back to since, and that it may read as a whole. */
  readonly passed: readonly number[];
}

/** Asked of the state of this moment, and undone back to where the reader is. */
const standOf = (reader: Reader, after: number): Stand => {
  const rooms = new Set(reader.rooms());
  const all = reader.membershipChanges(after);
  if (all.length === 0) return { rooms, changes: all, passed: [] };
  const changes: MembershipChange[] = [];
  const passed: number[] = [];
  const joinedLater = new Set<string>();
  for (const change of all.toReversed()) {
    const { seq, room, isMember } = change;
    if (!isMember && joinedLater.has(room) && isReadWhole(room)) passed.push(seq);
    else changes.push(change);
    if (isMember) joinedLater.add(room);
    // As it was before the change.
    if (isMember) rooms.delete(room);
    else rooms.add(room);
  }
  return { rooms, changes: changes.toReversed(), passed };
};

/**
 * The part of the log that a reader behind a cursor is to get, up to the newest durable record `upto`, whatever has
 * become of it since (DEL-12): the records of each room while it was a member, the last of which says that it no longer
 * is. If it came back to a room that it may read as a whole, what was said in between is among them, so that the chain
 * of `prev` has no hole.
 */
export const spansOf = (reader: Reader, after: number, upto: number): Iterable<Span> =>
  // The stand is taken now, and not when the first span is asked for: the state is that of `upto` at this moment only.
  spansBetween(standOf(reader, after), after, upto);

function* spansBetween({ rooms, changes }: Stand, after: number, upto: number): Generator<Span> {
  let cursor = after;
  for (const { seq, room, isMember } of changes) {
    if (isMember === rooms.has(room)) continue;
    // A reader that joins gets the record that says so, and so does one that leaves.
    const end = isMember ? seq - 1 : seq;
    if (end > cursor) yield { after: cursor, upto: end, rooms };
    cursor = Math.max(cursor, end);
    if (isMember) rooms.add(room);
    else rooms.delete(room);
  }
  if (upto > cursor) yield { after: cursor, upto, rooms };
}

/**
 * Whether what a reader is to get from a cursor on has a hole: it left a room and came back, and may not read what was
 * said there in between.
 */
export const hasHole = (reader: Reader, after: number): boolean => {
  const left = new Set<string>();
  for (const { room, isMember } of reader.membershipChanges(after)) {
    if (isReadWhole(room)) continue;
    if (!isMember) left.add(room);
    else if (left.has(room)) return true;
  }
  return false;
};

/** The same as {@link spansOf}, for a reader that looks at every record of the log. */
export class Following {
  readonly #clientId: string;
  readonly #rooms: Set<string>;
  /** Most readers have none. */
  readonly #passed: ReadonlySet<number> | undefined;

  constructor(reader: Reader, after: number) {
    const { rooms, passed } = standOf(reader, after);
    this.#clientId = reader.clientId;
    this.#rooms = rooms;
    this.#passed = passed.length === 0 ? undefined : new Set(passed);
  }

  /** Whether the next record of the log is followed. Asked of each record behind the cursor, in order. */
  follows(record: AnyRecord): boolean {
    const room = roomOf(record);
    if (room === undefined) return false;
    if (record.client_id !== this.#clientId) return this.#rooms.has(room);
    if (isOf(record, "joined")) this.#rooms.add(room);
    const isFollowed = this.#rooms.has(room);
    if (isOf(record, "left") && !this.#passed?.has(record.seq)) this.#rooms.delete(room);
    return isFollowed;
  }
}
