import { isOf } from "@beseda/protocol";
import type { TimelineItem } from "../chat-client.ts";
import type { Cut } from "../feed/chain.ts";

/** Records of a room that are kept in memory while they come in live; what a person loads of older ones comes on top. */
const mostRecords = 10_000;
/** What is left when there were more. */
const leftRecords = 8000;

/** The loaded records of one room as a person sees them. Immutable. */
export interface RoomRecords {
  readonly items: readonly TimelineItem[];
  /** `seq` of messages that were taken back, loaded or not. */
  readonly deleted: ReadonlySet<number>;
  /** Loaded because the person asked for older ones. */
  readonly loadedOlder: number;
}

type Items = readonly TimelineItem[];

export const noRecords: RoomRecords = { items: [], deleted: new Set(), loadedOlder: 0 };

export const appended = (room: RoomRecords, items: Items): RoomRecords => {
  const deleted = union(room.deleted, items.flatMap(targetOf));
  const whole = [...room.items, ...items];
  return {
    ...room,
    items: deleted === room.deleted ? whole : whole.map((item) => withoutDeleted(item, deleted)),
    deleted,
  };
};

/** Older ones: whatever was deleted of them is known already, a deletion is younger than its message. */
export const prepended = (room: RoomRecords, items: Items): RoomRecords => {
  const deleted = union(room.deleted, items.flatMap(targetOf));
  return {
    items: [...items.map((item) => withoutDeleted(item, deleted)), ...room.items],
    deleted,
    loadedOlder: room.loadedOlder + items.length,
  };
};

/** A chat that runs for weeks does not fill the memory: the oldest records go, and can be loaded again. */
export const trimmed = (room: RoomRecords): { readonly room: RoomRecords; readonly cut: Cut } | undefined => {
  if (room.items.length <= mostRecords + room.loadedOlder) return undefined;
  const items = room.items.slice(-leftRecords);
  const first = items[0]?.seq;
  const before = room.items.at(-leftRecords - 1)?.seq;
  if (first === undefined || before === undefined) return undefined;
  return { room: { items, deleted: room.deleted, loadedOlder: 0 }, cut: { first, before } };
};

const union = (known: ReadonlySet<number>, more: readonly number[]): ReadonlySet<number> =>
  more.length === 0 ? known : new Set([...known, ...more]);

const targetOf = (item: TimelineItem): readonly number[] =>
  item.kind === "notice" && isOf(item.record, "deleted") ? [item.record.target] : [];

const withoutDeleted = (item: TimelineItem, deleted: ReadonlySet<number>): TimelineItem =>
  item.kind === "message" && !item.deleted && deleted.has(item.seq)
    ? { ...item, text: "", deleted: true }
    : item;
