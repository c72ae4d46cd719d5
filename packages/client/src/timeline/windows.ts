import type { HistoryPlace } from "@beseda/protocol";
import type { RoomWindow } from "../chat-client.ts";
import type { Place } from "../chat-history.ts";
import type { HistoryPage } from "../connection/connection.ts";
import { isInRoom, type RoomRecord } from "../feed/chain.ts";
import type { Feed } from "../feed/feed.ts";
import type { SnapshotStore } from "../snapshot-store.ts";
import { annotatedBy, laidOver, targetsOf } from "./annotations.ts";
import { noRecords, prepended, type RoomRecords } from "./room-records.ts";
import type { Timelines } from "./timelines.ts";

/** Asks for a page of a room at a place (HIST-1). */
export type AskPage = (
  query: HistoryPlace & { readonly room: string; readonly limit: number },
) => Promise<HistoryPage>;

export interface WindowsParts {
  readonly history: AskPage;
  readonly feed: Feed;
  readonly timelines: Timelines;
  readonly store: SnapshotStore;
  /** Loads the newest page of a room of which nothing is loaded. */
  readonly loadNewest: (room: string) => Promise<void>;
}

/** A loaded part of a room that does not reach its loaded live end. */
interface Apart {
  readonly hit: number;
  /** Without a gap, oldest first; never empty. */
  readonly chain: readonly RoomRecord[];
  readonly shown: RoomRecords;
  readonly hasOlder: boolean;
  readonly loading: boolean;
}

type Direction = "older" | "newer";

interface Grown {
  readonly page: HistoryPage;
  readonly direction: Direction;
}

/** The number of messages of a page. */
const pageMessages = 50;

/**
 * Parts of history that somebody has gone to, apart from the live end of their room: at most one for each room. One
 * that comes to the records loaded at the live end joins them, and is none any longer (HIST-5).
 */
export class Windows {
  readonly #parts: WindowsParts;
  readonly #apart = new Map<string, Apart>();
  /** The newest request to go somewhere, by room: an earlier one that is answered later leads nowhere. */
  readonly #going = new Map<string, object>();

  constructor(parts: WindowsParts) {
    this.#parts = parts;
  }

  has(room: string): boolean {
    return this.#apart.has(room);
  }

  /**
   * Shows a place of a room; resolves with the `seq` of the record that is there. Undefined where nothing is at or
   * after a time: the room shows its live end.
   */
  async goTo(room: string, place: Place): Promise<number | undefined> {
    const { feed, history, loadNewest } = this.#parts;
    const going = {};
    this.#going.set(room, going);
    if (!feed.has(room)) await loadNewest(room);
    // The oldest loaded record has nothing before it yet: it is shown with its surroundings as any other.
    const first = feed.first(room) + (feed.hasOlder(room) ? 1 : 0);
    if ("seq" in place && first <= place.seq && place.seq <= feed.last(room)) {
      this.toNewest(room);
      return place.seq;
    }
    const at: HistoryPlace = "seq" in place ? { around: place.seq } : { at: place.time };
    const page = await history({ room, limit: pageMessages, ...at });
    if (this.#going.get(room) !== going) return page.hit;
    this.toNewest(room);
    this.#open(room, page);
    return page.hit;
  }

  /** Leaves the part that somebody has gone to: the room shows its live end. */
  toNewest(room: string): void {
    this.#going.delete(room);
    if (this.#apart.delete(room)) this.#show();
  }

  /** Loads the page before the part. */
  loadOlder(room: string): Promise<void> {
    return this.#load(room, "older");
  }

  /** Loads the page after the part; where it comes to what is loaded at the live end, both are one. */
  loadNewer(room: string): Promise<void> {
    return this.#load(room, "newer");
  }

  /** Takes what came in live: it may change messages of the part. */
  follow(room: string, records: readonly RoomRecord[]): void {
    const apart = this.#apart.get(room);
    if (!apart) return;
    const { me } = this.#parts.store.parts;
    const came = records.map(({ record }) => record);
    const annotations = annotatedBy(apart.shown.annotations, came, me?.client_id);
    if (annotations === apart.shown.annotations) return;
    const targets = targetsOf(came);
    const items = laidOver(apart.shown.items, annotations, { targets, me: me?.client_id });
    this.#set(room, { ...apart, shown: { ...apart.shown, items, annotations } });
  }

  /** Leaves all parts: somebody else is looking. */
  clear(): void {
    for (const room of this.#apart.keys()) this.toNewest(room);
  }

  #open(room: string, { hit, older = false, records, ...notes }: HistoryPage): void {
    const chain = records.filter(isInRoom);
    if (hit === undefined || chain.length === 0) return;
    const { timelines } = this.#parts;
    // What came in live may have changed messages that were not loaded.
    const { annotations } = timelines.recordsOf(room);
    const shown = prepended({ ...noRecords, annotations }, timelines.arrived(room, chain), notes);
    this.#joinOrSet(room, { hit, chain, shown, hasOlder: older, loading: false });
  }

  async #load(room: string, direction: Direction): Promise<void> {
    const before = this.#apart.get(room);
    const first = before?.chain[0];
    const last = before?.chain.at(-1);
    if (!before || before.loading || !first || !last) return;
    const place = direction === "older" ? { before: first.seq } : { after: last.seq };
    this.#set(room, { ...before, loading: true });
    try {
      const page = await this.#parts.history({ room, limit: pageMessages, ...place });
      const now = this.#apart.get(room);
      if (now?.chain === before.chain) this.#grow(room, now, { page, direction });
    } finally {
      const now = this.#apart.get(room);
      if (now?.chain === before.chain) this.#set(room, { ...now, loading: false });
    }
  }

  #grow(room: string, apart: Apart, { page, direction }: Grown): void {
    const { records, older = false, ...notes } = page;
    const more = records.filter(isInRoom);
    if (direction === "older") {
      const shown = prepended(apart.shown, this.#parts.timelines.arrived(room, more), notes);
      const chain = [...more, ...apart.chain];
      this.#joinOrSet(room, { ...apart, chain, shown, hasOlder: older && more.length > 0, loading: false });
      return;
    }
    // What follows a part is always there, up to the live end; if not, that is where one belongs.
    if (more.length === 0) return this.toNewest(room);
    const arrived = this.#parts.timelines.arrived(room, more);
    const grown = prepended({ ...apart.shown, items: [] }, arrived, notes);
    const change = { targets: targetsOf(arrived.records), me: arrived.me };
    const items = [...laidOver(apart.shown.items, grown.annotations, change), ...grown.items];
    const chain = [...apart.chain, ...more];
    this.#joinOrSet(room, { ...apart, chain, shown: { ...grown, items }, loading: false });
  }

  /** Where a part has come to the records loaded at the live end, those get what is before them. */
  #joinOrSet(room: string, apart: Apart): void {
    const { feed, timelines, store } = this.#parts;
    const first = feed.first(room);
    if (!feed.reaches(room, apart.chain.at(-1)?.seq ?? 0)) {
      this.#set(room, apart);
      return;
    }
    const joined = feed.join(
      room,
      apart.chain.filter(({ seq }) => seq < first),
    );
    const from = joined[0]?.seq ?? first;
    const items = apart.shown.items.filter(({ seq }) => seq >= from && seq < first);
    timelines.join(room, { ...apart.shown, items });
    this.#apart.delete(room);
    this.#show();
    store.touch();
  }

  #set(room: string, apart: Apart): void {
    this.#apart.set(room, apart);
    this.#show();
  }

  #show(): void {
    const windows = [...this.#apart].map(
      ([room, { hit, shown, hasOlder, loading }]): [string, RoomWindow] => [
        room,
        { items: shown.items, hit, hasOlder, loadingOlder: loading, arriving: false },
      ],
    );
    this.#parts.store.set({ windows: new Map(windows) });
  }
}
