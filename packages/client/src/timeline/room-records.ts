import type { AnyRecord } from "@beseda/protocol";
import type { TimelineItem } from "../chat-client.ts";
import type { Cut } from "../feed/chain.ts";
import {
  annotatedBy,
  annotatedByPage,
  annotationsFrom,
  laidOver,
  noAnnotations,
  targetsOf,
  type Annotations,
  type PageNotes,
} from "./annotations.ts";

/** The most records of a room in memory while they come in live; older ones that a person loads come on top. */
const mostRecords = 10_000;
/** The number of records that are left after there were more. */
const leftRecords = 8000;

/** The loaded records of one room as a person sees them. Immutable. */
export interface RoomRecords {
  readonly items: readonly TimelineItem[];
  readonly annotations: Annotations;
  /** The number of records loaded because the person asked for older ones. */
  readonly loadedOlder: number;
}

type Items = readonly TimelineItem[];

export const noRecords: RoomRecords = { items: [], annotations: noAnnotations, loadedOlder: 0 };

/** Records that become items, and their viewer. */
export interface Arrived {
  readonly items: Items;
  readonly records: readonly AnyRecord[];
  /** `client_id` of the viewer. */
  readonly me: string | undefined;
}

export const appended = (room: RoomRecords, { items, records, me }: Arrived): RoomRecords => {
  const annotations = annotatedBy(room.annotations, records, me);
  const whole = [...room.items, ...items];
  if (annotations === room.annotations) return { ...room, items: whole };
  const targets = targetsOf(records);
  return { ...room, items: laidOver(whole, annotations, { targets, me }), annotations };
};

/** Adds older records, with what was done to them since. */
export const prepended = (room: RoomRecords, page: Arrived, notes: PageNotes): RoomRecords => {
  const { items, records, me } = page;
  const annotations = annotatedByPage(room.annotations, records, { notes, me });
  return {
    items: [...laidOver(items, annotations, { me }), ...room.items],
    annotations,
    loadedOlder: room.loadedOlder + items.length,
  };
};

/** Drops the oldest records, so that a chat of weeks does not fill the memory; they can be loaded again. */
export const trimmed = (room: RoomRecords): { readonly room: RoomRecords; readonly cut: Cut } | undefined => {
  if (room.items.length <= mostRecords + room.loadedOlder) return undefined;
  const items = room.items.slice(-leftRecords);
  const first = items[0]?.seq;
  const before = room.items.at(-leftRecords - 1)?.seq;
  if (first === undefined || before === undefined) return undefined;
  return {
    room: { items, annotations: annotationsFrom(room.annotations, first), loadedOlder: 0 },
    cut: { first, before },
  };
};
