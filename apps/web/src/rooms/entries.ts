import { unfolded, type ChatSnapshot } from "@beseda/client";
import { isPrivateRoom, type RoomSummary } from "@beseda/protocol";
import { unreadCount, type Marks } from "../reading/read-marks.ts";

/** A room in the list at the side. */
export interface RoomEntry extends RoomSummary {
  /** Whether the person is in it. */
  readonly joined: boolean;
  readonly unread: number;
}

/** Returns a mark. A new private room is news from its first record (DIR-1): others opened it, or invited. */
export const markOf = ({ room, last }: Pick<RoomSummary, "room" | "last">, marks: Marks): number =>
  marks.get(room) ?? (isPrivateRoom(room) ? 0 : last);

/** Returns the rooms of the list: the joined ones first, each group as the server orders it. */
export const roomEntries = (
  { rooms, timelines, blocked }: ChatSnapshot,
  marks: Marks,
): readonly RoomEntry[] => {
  const entries = rooms.map((summary): RoomEntry => {
    const timeline = timelines.get(summary.room);
    const mark = markOf(summary, marks);
    return {
      ...summary,
      joined: timeline !== undefined,
      unread: timeline === undefined ? 0 : unreadCount(unfolded(timeline.items, blocked), mark),
    };
  });
  return [...entries.filter(({ joined }) => joined), ...entries.filter(({ joined }) => !joined)];
};
