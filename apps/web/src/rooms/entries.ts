import type { ChatSnapshot } from "@beseda/client";
import type { RoomSummary } from "@beseda/protocol";
import { unreadCount, type Marks } from "../reading/read-marks.ts";

/** A room in the list at the side. */
export interface RoomEntry extends RoomSummary {
  /** Whether one is in it. */
  readonly joined: boolean;
  readonly unread: number;
}

/** The rooms of the list: those one is in first, each group as the server orders it. */
export const roomEntries = ({ rooms, timelines }: ChatSnapshot, marks: Marks): readonly RoomEntry[] => {
  const entries = rooms.map((summary): RoomEntry => {
    const timeline = timelines.get(summary.room);
    const mark = marks.get(summary.room) ?? summary.last;
    return {
      ...summary,
      joined: timeline !== undefined,
      unread: timeline === undefined ? 0 : unreadCount(timeline.items, mark),
    };
  });
  return [...entries.filter(({ joined }) => joined), ...entries.filter(({ joined }) => !joined)];
};
