import type { BranchPoint, RoomTime } from "../event-log.ts";
import type { RoomIndex } from "../state/room-index.ts";

/** A log in which a time is looked up. */
export interface TimesOfLog {
  readonly rooms: RoomIndex;
  /** The newest `seq` that counts. */
  readonly last: number;
  /** The logs that this one continues, newest first. */
  readonly lineage: readonly BranchPoint[];
  /** Returns the time of a record, milliseconds since 1970. */
  readonly timeOf: (seq: number) => Promise<number>;
}

/**
 * Returns the `seq` of the first record of a room at or after a time, by bisection; undefined for none.
 * Within a part of the log time never goes back. Where one part continues another, it may: after a clock that
 * was ahead. Then the newest part that begins before the time counts, as its dates are the right ones (HIST-3).
 */
export const firstAt = async (
  { room, time, from }: RoomTime,
  { rooms, last, lineage, timeOf }: TimesOfLog,
): Promise<number | undefined> => {
  const first = rooms.placeOf(room, from);
  const end = rooms.placeOf(room, last + 1);
  let high = end;
  for (const { seq } of [...lineage, { seq: 0 }]) {
    const begin = Math.max(first, rooms.placeOf(room, seq + 1));
    if (begin >= high) continue;
    if (begin === first || (await timeOf(rooms.seqAt(room, begin))) < time) {
      const place = await bisect(begin, high, async (at) => (await timeOf(rooms.seqAt(room, at))) >= time);
      return place < end ? rooms.seqAt(room, place) : undefined;
    }
    high = begin;
  }
  return undefined;
};

/** Returns the first place at which something holds that holds from there on; the end where it never does. */
const bisect = async (
  begin: number,
  end: number,
  holds: (place: number) => Promise<boolean>,
): Promise<number> => {
  let low = begin;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (await holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};
