import type { RoomTimeline } from "@beseda/client";

const types: ReadonlySet<string> = new Set([
  "connected",
  "disconnected",
  "joined",
  "left",
  "renamed",
  "moderated",
]);

/** `seq` of the newest record that may change who is in a room, or what they are called; 0 for none. */
export const membershipNews = (timelines: readonly (RoomTimeline | undefined)[]): number =>
  Math.max(
    0,
    ...timelines.map(
      (timeline) =>
        timeline?.items.findLast((item) => item.kind === "notice" && types.has(item.record.type))?.seq ?? 0,
    ),
  );
