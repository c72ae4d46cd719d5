import { isOf, isReadWhole, roomOf, type AnyRecord } from "@beseda/protocol";
import type { MembershipChange, Reader } from "./reader.ts";

/** A part of the log in which a reader is in the same rooms. */
export interface Span {
  /** The `seq` after which the span begins; exclusive. */
  readonly after: number;
  /** The `seq` at which the span ends; inclusive. */
  readonly upto: number;
  /** The reader's rooms; valid until the next span is requested. */
  readonly rooms: ReadonlySet<string>;
}

/** A reader's rooms at a position in the log, and the changes since then. */
interface Stand {
  /** The rooms that the reader was in at that position. */
  readonly rooms: Set<string>;
  /** The rooms joined and left since, oldest first, without those passed over. */
  readonly changes: readonly MembershipChange[];
  /** The `seq` of each leave of a room that the reader has rejoined since, and may read as a whole. */
  readonly passed: readonly number[];
}

/** Computes the stand from the present state by undoing changes back to the reader's position. */
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
    // Restore the state before the change.
    if (isMember) rooms.delete(room);
    else rooms.add(room);
  }
  return { rooms, changes: changes.toReversed(), passed };
};

/**
 * Returns the part of the log that a reader at a cursor is to get, up to the newest durable record `upto`,
 * whatever has changed since (DEL-12): the records of each room while it was a member, the last of which says
 * that it no longer is. If it came back to a room that it may read as a whole, the records in between are
 * included, so that the chain of `prev` has no hole.
 */
export const spansOf = (reader: Reader, after: number, upto: number): Iterable<Span> =>
  // The stand is computed now, not when the first span is requested: only at this moment is the state that of
  // `upto`.
  spansBetween(standOf(reader, after), after, upto);

function* spansBetween({ rooms, changes }: Stand, after: number, upto: number): Generator<Span> {
  let cursor = after;
  for (const { seq, room, isMember } of changes) {
    if (isMember === rooms.has(room)) continue;
    // A reader that joins or leaves gets the record that says so.
    const end = isMember ? seq - 1 : seq;
    if (end > cursor) yield { after: cursor, upto: end, rooms };
    cursor = Math.max(cursor, end);
    if (isMember) rooms.add(room);
    else rooms.delete(room);
  }
  if (upto > cursor) yield { after: cursor, upto, rooms };
}

/**
 * Tells whether the records a reader is to get from a cursor on have a hole: it left a room and came back,
 * and may not read what was said there in between.
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

/** Does the same as {@link spansOf}, for a reader that examines every record of the log. */
export class Following {
  readonly #clientId: string;
  readonly #rooms: Set<string>;
  /** The leaves that are passed over, by `seq`; most readers have none. */
  readonly #passed: ReadonlySet<number> | undefined;

  constructor(reader: Reader, after: number) {
    const { rooms, passed } = standOf(reader, after);
    this.#clientId = reader.clientId;
    this.#rooms = rooms;
    this.#passed = passed.length === 0 ? undefined : new Set(passed);
  }

  /**
   * Tells whether the next record of the log is followed. MUST be called for each record after the cursor, in
   * order.
   */
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
