import type { ChatSnapshot } from "@beseda/client";
import type { RoomSummary } from "@beseda/protocol";

/** A room in the list at the side. */
export interface RoomEntry extends RoomSummary {
  /** Whether the person is in it. */
  readonly joined: boolean;
  readonly unread: number;
  /** Number of those that mention the person. */
  readonly mentions: number;
}

/** Returns the rooms of the list: the joined ones first, each group as the server orders it. */
export const roomEntries = ({ rooms, timelines }: ChatSnapshot): readonly RoomEntry[] => {
  const entries = rooms.map((summary): RoomEntry => {
    const joined = timelines.has(summary.room);
    const { unread = 0, mentions = 0 } = joined ? summary : {};
    return { ...summary, joined, unread, mentions };
  });
  return [...entries.filter(({ joined }) => joined), ...entries.filter(({ joined }) => !joined)];
};
