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

/** Records of a room that are kept in memory while they come in live; what a person loads of older ones comes on top. */
const mostRecords = 10_000;
/** What is left when there were more. */
const leftRecords = 8000;

/** The loaded records of one room as a person sees them. Immutable. */
export interface RoomRecords {
  readonly items: readonly TimelineItem[];
  readonly annotations: Annotations;
  /** Loaded because the person asked for older ones. */
  readonly loadedOlder: number;
}

type Items = readonly TimelineItem[];

export const noRecords: RoomRecords = { items: [], annotations: noAnnotations, loadedOlder: 0 };

/** Records that become items, and who looks at them. */
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

/** Older ones, with what was done to them since. */
export const prepended = (room: RoomRecords, page: Arrived, notes: PageNotes): RoomRecords => {
  const { items, records, me } = page;
  const annotations = annotatedByPage(room.annotations, records, { notes, me });
  return {
    items: [...laidOver(items, annotations, { me }), ...room.items],
    annotations,
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
  return {
    room: { items, annotations: annotationsFrom(room.annotations, first), loadedOlder: 0 },
    cut: { first, before },
  };
};
