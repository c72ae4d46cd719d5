import type { TimelineItem } from "../chat-client.ts";
import type { Cut } from "../feed/chain.ts";

/** Records of a room that are kept in memory while they come in live; what a person loads of older ones comes on top. */
const mostRecords = 10_000;
/** What is left when there were more. */
const leftRecords = 8000;

/** The loaded records of one room as a person sees them. Immutable. */
export interface RoomRecords {
  readonly items: readonly TimelineItem[];
  /** Keys of own messages among them. */
  readonly ownKeys: ReadonlySet<string>;
  /** Loaded because the person asked for older ones. */
  readonly loadedOlder: number;
}

export const noRecords: RoomRecords = { items: [], ownKeys: new Set(), loadedOlder: 0 };

const withOwnKeys = (known: ReadonlySet<string>, items: readonly TimelineItem[]): ReadonlySet<string> => {
  const own = items.filter((item) => item.kind === "message" && item.own);
  return own.length === 0 ? known : new Set([...known, ...own.map(({ key }) => key)]);
};

export const appended = (room: RoomRecords, items: readonly TimelineItem[]): RoomRecords => ({
  ...room,
  items: [...room.items, ...items],
  ownKeys: withOwnKeys(room.ownKeys, items),
});

export const prepended = (room: RoomRecords, items: readonly TimelineItem[]): RoomRecords => ({
  items: [...items, ...room.items],
  ownKeys: withOwnKeys(room.ownKeys, items),
  loadedOlder: room.loadedOlder + items.length,
});

/** A chat that runs for weeks does not fill the memory: the oldest records go, and can be loaded again. */
export const trimmed = (room: RoomRecords): { readonly room: RoomRecords; readonly cut: Cut } | undefined => {
  if (room.items.length <= mostRecords + room.loadedOlder) return undefined;
  const items = room.items.slice(-leftRecords);
  const first = items[0]?.seq;
  const before = room.items.at(-leftRecords - 1)?.seq;
  if (first === undefined || before === undefined) return undefined;
  return {
    room: { items, ownKeys: withOwnKeys(new Set(), items), loadedOlder: 0 },
    cut: { first, before },
  };
};
