import {
  isOf,
  isPrivateRoom,
  isReadWhole,
  lobby,
  roomOf,
  type AnyRecord,
  type RecordOf,
} from "@beseda/protocol";

/** The records that came to a reader over one connection. */
export interface Run {
  /** The `seq` after which the records go on. */
  readonly after: number;
  /**
   * Whether the reader was told that the records go on from its own cursor, not that everything begins anew.
   */
  readonly isResumed: boolean;
  /** The cursor that it had asked for, if any, and the end of the log at that time. */
  readonly asked?: { readonly cursor: number; readonly end: number } | undefined;
  /** Whether the newest history came before the records. */
  readonly hasHistory: boolean;
  /** The records' `seq` in order of arrival. */
  readonly seqs: readonly number[];
  /** Whether the reader had everything when it was checked. */
  readonly isComplete: boolean;
}

/** A membership of a room, with the records that begin and end it. */
interface Membership {
  readonly from: number;
  readonly upto: number;
}

type RoomRecord = AnyRecord & { readonly room: string; readonly prev: number };

const inRooms = (log: readonly AnyRecord[]): readonly RoomRecord[] =>
  log.filter((record): record is RoomRecord => roomOf(record) !== undefined && "prev" in record);

/**
 * Returns all errors in the records that came to a reader, by the log alone (DEL-2, DEL-3, DEL-12). It knows
 * nothing of how readers read: it finds where a client was a member, and goes through all records.
 */
export const wrongWith = (log: readonly AnyRecord[], clientId: string, run: Run): readonly string[] => {
  const all = inRooms(log);
  const end = log.at(-1)?.seq ?? 0;
  const membershipsIn = membershipsOf(all, clientId);
  const isIn = (room: string, seq: number): boolean =>
    membershipsIn(room).some(({ from, upto }) => from <= seq && seq < upto);
  const isOwn = (room: string, seq: number): boolean =>
    membershipsIn(room).some(({ from, upto }) => from <= seq && seq <= upto);
  const wrong: string[] = [];
  const came = run.seqs.map((seq) => all.find((record) => record.seq === seq));

  if (run.asked) {
    const { cursor, end: then } = run.asked;
    const isMissed = ({ from, upto }: Membership): boolean => from <= then && upto > cursor;
    const isHoled = [...new Set(all.map(({ room }) => room))].some(
      (room) => !isReadWhole(room) && membershipsIn(room).filter(isMissed).length > 1,
    );
    if (!run.isResumed && !isHoled) wrong.push("began anew without a reason");
    if (run.isResumed && isHoled) wrong.push("was resumed over what it may not read");
  }

  let before = 0;
  const held = new Map<string, number>();
  if (run.isResumed)
    for (const { room, seq } of all) if (seq <= run.after && isIn(room, run.after)) held.set(room, seq);
  for (const [index, record] of came.entries()) {
    const seq = run.seqs[index] ?? 0;
    if (seq <= before) wrong.push(`${seq} came after ${before}`);
    before = seq;
    if (!record) {
      wrong.push(`${seq} is of no room`);
      continue;
    }
    const { room, prev } = record;
    if (isPrivateRoom(room) && !isReadWhole(room) && !isOwn(room, seq))
      wrong.push(`${seq} of a private room is not the reader's`);
    if (
      isReadWhole(room) &&
      seq > run.after &&
      !isOwn(room, seq) &&
      !membershipsIn(room).some(({ from }) => from > seq)
    )
      wrong.push(`${seq} came after the reader had left`);
    const last = held.get(room);
    const isAnew = isOf(record, "joined") && record.client_id === clientId;
    const hasLeft = last !== undefined && !isIn(room, last);
    const mayBegin = last === undefined ? isAnew || !run.isResumed : isAnew && hasLeft;
    if (prev !== (last ?? 0) && !mayBegin) wrong.push(`${seq} follows ${prev}, not ${last}`);
    held.set(room, seq);
  }

  const upto = run.isComplete ? end : before;
  const got = new Set(run.seqs);
  for (const { room, seq } of all)
    if (seq > run.after && seq <= upto && isOwn(room, seq) && !got.has(seq)) wrong.push(`${seq} never came`);
  if (run.hasHistory && upto > run.after)
    for (const room of new Set(all.map((record) => record.room))) {
      const newest = all.findLast((record) => record.room === room && record.seq <= run.after);
      if (newest && isIn(room, run.after) && isOwn(room, newest.seq) && !got.has(newest.seq))
        wrong.push(`${newest.seq}, the newest of ${room}, never came`);
    }
  return wrong;
};

/** The membership of the lobby: everybody in the chat is in it, and may read what was said there earlier. */
const everywhere: readonly Membership[] = [{ from: 0, upto: Number.POSITIVE_INFINITY }];

const membershipsOf = (
  all: readonly RoomRecord[],
  clientId: string,
): ((room: string) => readonly Membership[]) => {
  const isOwn = (record: AnyRecord): record is RecordOf<"joined"> | RecordOf<"left"> =>
    (isOf(record, "joined") || isOf(record, "left")) && record.client_id === clientId;
  const changes = Map.groupBy(all.filter(isOwn), ({ room }) => room);
  return (room) => {
    if (room === lobby) return everywhere;
    return (changes.get(room) ?? []).flatMap(({ type, seq }, index, list) =>
      type === "joined" ? [{ from: seq, upto: list[index + 1]?.seq ?? Number.POSITIVE_INFINITY }] : [],
    );
  };
};
