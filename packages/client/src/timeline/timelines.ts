import type { Locale } from "@beseda/protocol";
import type { RoomTimeline, TimelineItem, TimelineMessage } from "../chat-client.ts";
import type { Cut, RoomRecord } from "../feed/chain.ts";
import type { OutboxEntry } from "../outbox/entry.ts";
import { laidOver, type PageNotes } from "./annotations.ts";
import { appended, noRecords, prepended, trimmed, type Arrived, type RoomRecords } from "./room-records.ts";
import {
  composeTimeline,
  disownedBy,
  inWords,
  isFile,
  itemOf,
  pendingItemOf,
  type Viewer,
} from "./timeline.ts";

export interface TimelinesParts {
  readonly viewer: () => Viewer | undefined;
  readonly locale: () => Locale;
  readonly entriesOf: (room: string) => readonly OutboxEntry[];
  readonly hasOlder: (room: string) => boolean;
  readonly isArriving: (room: string) => boolean;
}

/** The timelines of all rooms. What did not change keeps its identity, so that a view renders only what did. */
export class Timelines {
  readonly #parts: TimelinesParts;
  readonly #rooms = new Map<string, RoomRecords>();
  /** Keys of own messages whose records have arrived, by room. Grows in place: copies would cost too much. */
  readonly #ownKeys = new Map<string, Set<string>>();
  readonly #loadingOlder = new Set<string>();
  readonly #stale = new Set<string>();
  #pendingItems = new WeakMap<OutboxEntry, TimelineMessage>();
  /** Files in words, by what they were before. */
  #filesInWords = new WeakMap<TimelineItem, TimelineItem>();
  #shown: ReadonlyMap<string, RoomTimeline> = new Map();

  constructor(parts: TimelinesParts) {
    this.#parts = parts;
  }

  /** Appends records; returns where the oldest ones were cut off, if there were too many. */
  append(room: string, records: readonly RoomRecord[]): Cut | undefined {
    const now = appended(this.recordsOf(room), this.arrived(room, records));
    const less = trimmed(now);
    this.#set(room, less?.room ?? now);
    return less?.cut;
  }

  /** Adds older records, with what was done since to messages among them. */
  prepend(room: string, records: readonly RoomRecord[], notes: PageNotes = {}): void {
    // A room that went while the page was on its way stays away.
    if (records.length === 0 && !this.#rooms.has(room)) return;
    this.#set(room, prepended(this.recordsOf(room), this.arrived(room, records), notes));
  }

  /** Adds what somebody has gone to, up to the oldest loaded record: it knows of all that is known here. */
  join(room: string, { items, annotations }: Pick<RoomRecords, "items" | "annotations">): void {
    const known = this.recordsOf(room);
    this.#set(room, {
      items: [...items, ...known.items],
      annotations,
      loadedOlder: known.loadedOlder + items.length,
    });
  }

  /** The loaded records of a room. */
  recordsOf(room: string): RoomRecords {
    return this.#rooms.get(room) ?? noRecords;
  }

  /** Removes all records of a room; own messages that wait stay. */
  drop(room: string): void {
    this.#rooms.delete(room);
    this.#ownKeys.delete(room);
    this.#stale.add(room);
  }

  /** Adds a room, even without a record. */
  open(room: string): void {
    if (!this.#rooms.has(room)) this.#set(room, noRecords);
    // Whether it has older records is known by the list of rooms.
    this.#stale.add(room);
  }

  loadsOlder(room: string, loads: boolean): void {
    if (loads) this.#loadingOlder.add(room);
    else this.#loadingOlder.delete(room);
    this.#stale.add(room);
  }

  /** Notes that the pending messages of a room have changed. */
  touch(room: string): void {
    this.#stale.add(room);
  }

  /** Applies another viewer: own messages are no longer own, and pending ones look different. */
  review(): void {
    const viewer = this.#parts.viewer();
    for (const [room, records] of this.#rooms) {
      const items = records.items.map((item) => disownedBy(item, viewer));
      this.#set(room, {
        ...records,
        items: laidOver(items, records.annotations, { me: viewer?.client_id }),
      });
    }
    this.reword();
  }

  /** Says in another language why messages have failed, and what files are. */
  reword(): void {
    this.#filesInWords = new WeakMap();
    this.#pendingItems = new WeakMap();
    for (const room of this.#shown.keys()) this.#stale.add(room);
  }

  show(): ReadonlyMap<string, RoomTimeline> {
    if (this.#stale.size === 0) return this.#shown;
    const shown = new Map(this.#shown);
    for (const room of this.#stale) {
      const timeline = this.#timelineOf(room);
      if (timeline) shown.set(room, timeline);
      else shown.delete(room);
    }
    this.#stale.clear();
    this.#shown = shown;
    return shown;
  }

  #set(room: string, records: RoomRecords): void {
    this.#rooms.set(room, records);
    this.#stale.add(room);
  }

  #timelineOf(room: string): RoomTimeline | undefined {
    const records = this.#rooms.get(room);
    const pending = this.#parts.entriesOf(room).map((entry) => this.#pendingItemOf(entry));
    if (!records && pending.length === 0) return undefined;
    return {
      items: composeTimeline(
        this.#inWords(records?.items ?? []),
        pending,
        (key) => this.#ownKeys.get(room)?.has(key) ?? false,
      ),
      hasOlder: this.#parts.hasOlder(room),
      loadingOlder: this.#loadingOlder.has(room),
      arriving: this.#parts.isArriving(room),
    };
  }

  /** Returns records as their viewer sees them. */
  arrived(room: string, records: readonly RoomRecord[]): Arrived {
    const viewer = this.#parts.viewer();
    const items = records.flatMap(({ record }) => itemOf(record, viewer) ?? []);
    const arrived = this.#ownKeys.get(room) ?? new Set<string>();
    this.#ownKeys.set(room, arrived);
    for (const item of items) if (item.kind === "message" && item.own) arrived.add(item.key);
    return { items, records: records.map(({ record }) => record), me: viewer?.client_id };
  }

  /** The same items, where none is a file. */
  #inWords(items: readonly TimelineItem[]): readonly TimelineItem[] {
    return items.some(isFile) ? items.map((item) => (isFile(item) ? this.#fileInWords(item) : item)) : items;
  }

  #fileInWords(item: TimelineMessage): TimelineItem {
    const known = this.#filesInWords.get(item);
    if (known) return known;
    const told = inWords(item, this.#parts.locale());
    this.#filesInWords.set(item, told);
    return told;
  }

  #pendingItemOf(entry: OutboxEntry): TimelineMessage {
    const known = this.#pendingItems.get(entry);
    if (known) return known;
    const item = pendingItemOf(entry, this.#parts.viewer(), this.#parts.locale());
    this.#pendingItems.set(entry, item);
    return item;
  }
}
