import {
  isDirectRoom,
  isQuiet,
  lobby,
  type ChatRecord,
  type RoomSummary,
  type Welcome,
} from "@beseda/protocol";

const byName = (one: RoomSummary, other: RoomSummary): number =>
  one.room === lobby ? -1 : other.room === lobby ? 1 : one.room.localeCompare(other.room);

/** Replaces or adds a room; the lobby comes first, the others follow by name. */
export const withRoom = (rooms: readonly RoomSummary[], summary: RoomSummary): readonly RoomSummary[] =>
  [...rooms.filter(({ room }) => room !== summary.room), summary].sort(byName);

export const withoutRoom = (rooms: readonly RoomSummary[], name: string): readonly RoomSummary[] =>
  rooms.filter(({ room }) => room !== name);

/** Returns the rooms that are known already and that a greeting with many rooms has left out. */
export const unlisted = (
  known: readonly RoomSummary[],
  { rooms, rooms_before = 0 }: Welcome,
): readonly RoomSummary[] =>
  known.filter(({ room, last }) => last < rooms_before && !rooms.some((listed) => listed.room === room));

/** The members that a record adds: coming and going is in the lobby, joining and leaving in the room. */
const memberChange = (record: ChatRecord): number => {
  const { type } = record;
  if (isQuiet(record)) return 0;
  if (type === "connected" || type === "joined") return 1;
  return type === "disconnected" || type === "left" ? -1 : 0;
};

/** Returns whether the other one left a room of two: only their coming and going is reported (DIR-3). */
const otherLeftAfter = ({ room }: RoomSummary, { type }: ChatRecord): Pick<RoomSummary, "other_left"> =>
  isDirectRoom(room) && (type === "left" || type === "joined") ? { other_left: type === "left" } : {};

/** Returns the pinned messages after a record, where it changes them (ROOM-3). */
const pinsAfter = ({ pins = [] }: RoomSummary, record: ChatRecord): Pick<RoomSummary, "pins" | "pinned"> => {
  const { type } = record;
  const isTakenBack = type === "deleted" || type === "redacted";
  if (type !== "pinned" && type !== "unpinned" && !isTakenBack) return {};
  const { target } = record;
  const others = target === undefined ? [] : pins.filter((seq) => seq !== target);
  const all = type === "pinned" && target !== undefined ? [...others, target] : others;
  return { pins: all, pinned: all.at(-1) ?? 0 };
};

/**
 * Returns a summary after a record. One that already counted the record (`last`) stays as it is. The number of
 * members is an estimate until the next greeting or `room.list`: older records do not tell whether somebody has
 * other sessions.
 */
export const summaryAfter = (summary: RoomSummary, record: ChatRecord): RoomSummary =>
  record.seq <= summary.last
    ? summary
    : {
        ...summary,
        last: record.seq,
        topic: record.type === "topic" ? record.topic : summary.topic,
        ...(record.type === "room-changed" && record.title !== undefined && { title: record.title }),
        ...(record.type === "room-changed" && record.archived !== undefined && { archived: record.archived }),
        ...pinsAfter(summary, record),
        ...otherLeftAfter(summary, record),
        members: Math.max(0, summary.members + memberChange(record)),
      };

/**
 * Returns the rooms after somebody else came or went. Only the lobby records that; the name of a room of two tells whom
 * it is with, so there the number is exact.
 */
export const presenceAfter = (
  rooms: readonly RoomSummary[],
  record: ChatRecord,
  me: string | undefined,
): readonly RoomSummary[] => {
  const { type, client_id: who } = record;
  if ((type !== "connected" && type !== "disconnected") || isQuiet(record) || who === me) return rooms;
  const members = type === "connected" ? 2 : 1;
  const isWithThem = ({ room, other_left }: RoomSummary): boolean =>
    isDirectRoom(room) && !other_left && room.slice(1).split("+").includes(who);
  return rooms.some((summary) => isWithThem(summary) && summary.members !== members)
    ? rooms.map((summary) => (isWithThem(summary) ? { ...summary, members } : summary))
    : rooms;
};
