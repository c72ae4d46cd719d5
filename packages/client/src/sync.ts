import {
  isKnown,
  lobby,
  type ChatRecord,
  type Cursor,
  type RoomSummary,
  type Welcome,
} from "@beseda/protocol";
import type { ReceivedRecord } from "./connection/connection.ts";
import type { Environment } from "./environment.ts";
import type { RoomRecord } from "./feed/chain.ts";
import { Feed } from "./feed/feed.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { Reading } from "./reading/reading.ts";
import type { SnapshotStore } from "./snapshot-store.ts";
import { Announced } from "./timeline/announced.ts";
import { AskedRooms, type Asked, type Meanwhile } from "./timeline/asked-rooms.ts";
import { Companions } from "./timeline/companions.ts";
import { presenceAfter, summaryAfter, unlisted, withoutRoom, withRoom } from "./timeline/room-list.ts";
import type { Timelines } from "./timeline/timelines.ts";
import { Windows, type AskPage } from "./timeline/windows.ts";

export interface ChatSyncParts {
  readonly store: SnapshotStore;
  readonly timelines: Timelines;
  readonly outbox: Outbox;
  readonly reading: Reading;
  readonly history: AskPage;
  readonly environment: Environment;
  readonly backOff: (retry: number) => number;
  /** Called when this client's name has changed, perhaps from another tab or terminal. */
  readonly onRenamed: (name: string) => void;
  /** Called for each record in one of the rooms. */
  readonly onNews: (record: ChatRecord) => void;
  /** Called when this client is in a room of which only the name, or an earlier role of its own, is known. */
  readonly onUnknownRoom: () => void;
}

/** The number of messages on one page of older ones. */
const pageMessages = 50;

/** Turns what arrives into what a person sees: rooms, names and timelines. */
export class ChatSync {
  readonly windows: Windows;
  readonly asked = new AskedRooms();
  readonly #parts: ChatSyncParts;
  readonly #feed: Feed;
  readonly #companions = new Companions();
  readonly #loading = new Map<string, Promise<void>>();
  readonly #announced: Announced;
  /** Whether arriving records are newer than the greeting. */
  #isGreeted = false;

  constructor(parts: ChatSyncParts) {
    this.#parts = parts;
    const { history, environment, backOff, timelines, store } = parts;
    this.#feed = new Feed({
      history,
      environment,
      backOff,
      onApplied: (room, records) => {
        this.#applied(room, records);
      },
      onDropped: (room) => {
        timelines.drop(room);
        this.windows.toNewest(room);
        store.touch();
      },
    });
    const loadNewest = (room: string): Promise<void> => this.loadOlder(room);
    this.windows = new Windows({ history, feed: this.#feed, timelines, store, loadNewest });
    this.#announced = new Announced({ feed: this.#feed, timelines, store, environment });
  }

  /** The place to continue from after a loss. */
  get cursor(): Cursor | undefined {
    return this.#feed.cursor;
  }

  hasOlder(room: string): boolean {
    if (this.#feed.has(room)) return this.#feed.hasOlder(room);
    return this.#parts.store.parts.rooms.some((summary) => summary.room === room && summary.last > 0);
  }

  /** Whether records that the newest greeting announced are still on their way. */
  isArriving(room: string): boolean {
    return this.#announced.isArriving(room);
  }

  /** Takes a greeting: its rooms are those of this client, its records go on from the cursor or begin anew. */
  begin(welcome: Welcome): void {
    const { store, timelines, reading } = this.#parts;
    const { client_id, name, rooms } = welcome;
    const another = store.parts.me !== undefined && store.parts.me.client_id !== client_id;
    this.#isGreeted = !welcome.resumed || welcome.session === store.parts.welcome?.session;
    store.set({ welcome, me: { client_id, name } });
    if (another) {
      timelines.review();
      this.windows.clear();
    }
    this.#feed.begin(welcome);
    this.#announced.begin(welcome);
    reading.begin(welcome);
    this.#replaceRooms(another ? rooms : [...rooms, ...unlisted(store.parts.rooms, welcome)]);
  }

  receive(records: readonly ReceivedRecord[]): void {
    this.#feed.receive(records);
  }

  /** Takes the list of all rooms, as far as nothing newer came in while it was asked for. */
  replaceRooms({ answer, meanwhile }: Asked<readonly RoomSummary[]>): void {
    const rooms = meanwhile.there(answer);
    for (const summary of rooms) this.#parts.reading.summarised(summary);
    this.#replaceRooms(rooms.map((summary) => meanwhile.after(summary)));
  }

  #replaceRooms(rooms: readonly RoomSummary[]): void {
    const { store, timelines } = this.#parts;
    for (const { room } of store.parts.rooms) {
      if (!rooms.some((summary) => summary.room === room)) this.#feed.drop(room);
    }
    for (const { room } of rooms) timelines.open(room);
    this.#setRooms(rooms.reduce(withRoom, []));
  }

  /** Adds a room of which the server has told, with what came in of it while it was asked. */
  addRoom(summary: RoomSummary, meanwhile?: Meanwhile): void {
    const { store, timelines, reading } = this.#parts;
    this.asked.moved(summary.room, summary);
    timelines.open(summary.room);
    reading.summarised(summary);
    this.#setRooms(withRoom(store.parts.rooms, meanwhile?.after(summary) ?? summary));
  }

  removeRoom(room: string): void {
    const { store, reading } = this.#parts;
    this.asked.moved(room);
    this.#feed.drop(room);
    reading.leave(room);
    store.set({ rooms: withoutRoom(store.parts.rooms, room) });
  }

  setName(name: string): void {
    const { store } = this.#parts;
    const { me } = store.parts;
    if (me && me.name !== name) store.set({ me: { ...me, name } });
  }

  /** Loads the page before the oldest record of a room. */
  loadOlder(room: string): Promise<void> {
    if (this.windows.has(room)) return this.windows.loadOlder(room);
    const running = this.#loading.get(room) ?? this.#loadOlder(room);
    this.#loading.set(room, running);
    return running;
  }

  async #loadOlder(room: string): Promise<void> {
    const { store, timelines } = this.#parts;
    timelines.loadsOlder(room, true);
    store.touch();
    try {
      const { records, notes } = await this.#feed.older(room, pageMessages);
      timelines.prepend(room, records, notes);
    } finally {
      this.#loading.delete(room);
      timelines.loadsOlder(room, false);
      store.touch();
    }
  }

  #applied(room: string, records: readonly RoomRecord[]): void {
    const { timelines, outbox, reading, onNews, onUnknownRoom, store } = this.#parts;
    this.windows.follow(room, records);
    const cut = timelines.append(room, records);
    if (cut) this.#feed.trim(room, cut);
    const known = records.map(({ record }) => record).filter(isKnown);
    const own = known.filter(({ client_id }) => client_id === store.parts.me?.client_id);
    for (const record of own) {
      if (record.type === "message") outbox.received(record.id);
      if (record.type === "moderated" && record.action === "role") onUnknownRoom();
      this.#followName(record);
    }
    this.#rememberNames(room, known);
    for (const record of known) onNews(record);
    outbox.passed(room, records.at(-1)?.seq ?? 0);
    reading.follow(room, known);
    this.#summarise(room, known);
    this.#followMembership(room, own);
    store.touch();
  }

  #summarise(room: string, records: readonly ChatRecord[]): void {
    const { store } = this.#parts;
    this.asked.follow(room, records);
    const summary = store.parts.rooms.find((candidate) => candidate.room === room);
    if (!summary) return;
    const after = records.reduce(summaryAfter, summary);
    const me = store.parts.me?.client_id;
    const news = room === lobby ? records.filter(({ seq }) => seq > summary.last) : [];
    const rooms = news.reduce((known, record) => presenceAfter(known, record, me), store.parts.rooms);
    if (after !== summary) this.#setRooms(withRoom(rooms, after));
  }

  /** Counts anew what is unread. */
  countUnread(): void {
    const { rooms } = this.#parts.store.parts;
    if (rooms.some((room) => this.#parts.reading.laidOver(room) !== room)) this.#setRooms(rooms);
  }

  #setRooms(rooms: readonly RoomSummary[]): void {
    const { store, reading } = this.#parts;
    const me = store.parts.me?.client_id;
    store.set({ rooms: rooms.map((room) => reading.laidOver(this.#companions.called(room, me))) });
  }

  /** Learns names from records: rooms of two are called by the other's name (DIR-1). */
  #rememberNames(room: string, records: readonly ChatRecord[]): void {
    const changes = records.map((record) => this.#companions.learn(room, record));
    if (changes.includes(true)) this.#setRooms(this.#parts.store.parts.rooms);
  }

  /** Adds or removes a room that this client joined or left, perhaps in another tab or terminal. */
  #followMembership(room: string, own: readonly ChatRecord[]): void {
    const { store, onUnknownRoom } = this.#parts;
    const last = own.findLast(({ type }) => type === "joined" || type === "left");
    const isThere = store.parts.rooms.some((summary) => summary.room === room);
    if (last?.type === "left") this.removeRoom(room);
    if (last?.type === "joined" && !isThere) {
      this.addRoom({ room, topic: "", members: 1, last: last.seq });
      onUnknownRoom();
    }
  }

  /**
   * Follows this client's name, but not in records missed before a new session began: its greeting knew better.
   */
  #followName(record: ChatRecord): void {
    const { store, onRenamed } = this.#parts;
    const { welcome } = store.parts;
    if (!welcome || (record.type !== "connected" && record.type !== "renamed")) return;
    if (record.type === "connected" && record.session === welcome.session) this.#isGreeted = true;
    if (record.seq <= welcome.seq || !this.#isGreeted) return;
    this.setName(record.name);
    if (record.type === "renamed") onRenamed(record.name);
  }
}
