import type { RoomTimeline } from "@beseda/client";

const types: ReadonlySet<string> = new Set([
  "connected",
  "disconnected",
  "joined",
  "left",
  "renamed",
  "moderated",
]);

/** Returns the `seq` of the newest record that may change a room's members or their names; 0 for none. */
export const membershipNews = (timelines: readonly (RoomTimeline | undefined)[]): number =>
  Math.max(
    0,
    ...timelines.map(
      (timeline) =>
        timeline?.items.findLast((item) => item.kind === "notice" && types.has(item.record.type))?.seq ?? 0,
    ),
  );
