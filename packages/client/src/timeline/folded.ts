import { hasOwnWords, isOf } from "@beseda/protocol";
import type { TimelineItem } from "../chat-client.ts";

/** The people whom the person has blocked, by `client_id`. */
export type Blocked = Pick<ReadonlyMap<string, unknown>, "has">;

/** Whether an item has words of somebody whom the person has blocked: a view hides it by default (DIR-4). */
export const isFolded = (item: TimelineItem, blocked: Blocked): boolean =>
  item.kind === "message"
    ? blocked.has(item.client_id)
    : blocked.has(item.record.client_id) && hasOwnWords(item.record);

/** Returns the items without folded ones; the same object where nobody is blocked. */
export const unfolded = (
  items: readonly TimelineItem[],
  blocked: Blocked & { readonly size: number },
): readonly TimelineItem[] => (blocked.size === 0 ? items : items.filter((item) => !isFolded(item, blocked)));

/**
 * Whether all that an item tells is visible at the message that it is about: a view that draws that anew leaves it out
 * (MSG-6).
 */
export const isLaidOver = (item: TimelineItem): boolean =>
  item.kind === "notice" && (isOf(item.record, "edited") || isOf(item.record, "reacted"));
