import type { TimelineItem, TimelineMessage } from "@beseda/client";

/** Returns a loaded message by its place in the log. */
export const messageAt = (items: readonly TimelineItem[], seq: number): TimelineMessage | undefined =>
  items.find((item): item is TimelineMessage => item.kind === "message" && item.seq === seq);
