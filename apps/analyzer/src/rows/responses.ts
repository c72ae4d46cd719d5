import { none, type Row } from "./row.ts";

/** A conversation ends when a room is silent for so long. */
export const conversationGapMs = 30 * 60_000;

/** The client that said something last in a room, and when. */
export interface LastSaid {
  client: number;
  time: number;
}

/** Notes what was said, and sets in the row whom it answers. `rooms` are by index; index 0 is for no room. */
export const noteResponse = (rooms: LastSaid[], row: Row): void => {
  const room = row.room + 1;
  while (rooms.length <= room) rooms.push({ client: none, time: Number.NaN });
  const last = rooms[room];
  if (!last) return;
  const waitMs = row.time - last.time;
  row.answers = last.client !== row.client && waitMs <= conversationGapMs ? last.client : none;
  row.waitMs = waitMs > 0 ? waitMs : 0;
  last.client = row.client;
  last.time = row.time;
};
