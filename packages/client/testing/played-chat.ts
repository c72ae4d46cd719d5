import {
  closeCodes,
  lobby,
  textsOf,
  type ChatRecord,
  type Locale,
  type Person,
  type RoomSummary,
  type Welcome,
} from "@beseda/protocol";
import type { ChatSnapshot, TimelineItem } from "../src/chat-client.ts";
import type { Place } from "../src/chat-history.ts";
import type { ConnectionState } from "../src/connection/connection-state.ts";
import type { PersonalState } from "../src/signals/personal.ts";
import { nothingYet } from "../src/snapshot-store.ts";
import { FakeTimelines } from "./fake-timelines.ts";
import {
  anna,
  connectedRecord,
  disconnectedRecord,
  historyOf,
  messageRecord,
  shownItemOf,
  someone,
  type At,
} from "./people.ts";
import { welcomeOf } from "./records.ts";

export interface FakeOptions {
  /** @default "Анна" */
  readonly name?: string;
  /** @default "ru" */
  readonly locale?: Locale;
  /** Returns the time, in milliseconds since 1970. @default 10:45 of 21 November 2026, UTC, all the time */
  readonly now?: () => number;
  /** Messages that were said in the lobby before, of which the newest fifty are loaded at first. @default 0 */
  readonly history?: number;
  /** Rooms besides the lobby that the person is not in. @default none */
  readonly otherRooms?: readonly string[];
  /** Whether listeners are called in a microtask, as the SDK does. @default within each change: a test sees it at once */
  readonly isDeferred?: boolean;
}

/** A message of somebody. */
export interface Heard {
  readonly name: string;
  /** @default one for each name */
  readonly client_id?: string;
  readonly text: string;
  /** @default the lobby */
  readonly room?: string;
  /** @default now */
  readonly time?: string;
  readonly action?: boolean;
  /** `seq` of the message that it answers. */
  readonly reply_to?: number;
  readonly mentions?: readonly string[];
}

/** The number of messages that are loaded at once. */
const page = 50;

/**
 * A chat without a server, as a test plays it: people speak, come and go, the server takes and refuses, the
 * connection changes. Nothing happens by itself.
 */
export class PlayedChat {
  protected readonly timelines = new FakeTimelines();
  protected readonly locale: Locale;
  protected me: Person;
  readonly #older: TimelineItem[];
  readonly #now: () => number;
  readonly #isDeferred: boolean;
  readonly #listeners = new Set<() => void>();
  #seq: number;
  #snapshot: ChatSnapshot;
  /** The rooms of the first greeting. */
  readonly #rooms: readonly RoomSummary[];

  constructor(options: FakeOptions = {}) {
    const { name = anna.name, locale = "ru", history = 0, otherRooms = [], isDeferred = false } = options;
    this.me = { ...anna, name };
    this.locale = locale;
    this.#now = options.now ?? (() => Date.parse("2026-11-21T10:45:00.000Z"));
    this.#isDeferred = isDeferred;
    this.#seq = history;
    this.#older = [...historyOf(history, this.me, this.#now())];
    if (history > 0) this.load(lobby);
    this.#rooms = [
      { room: lobby, topic: "", members: 3, last: 0 },
      ...otherRooms.map((room) => ({ room, topic: "", members: 0, last: 0 })),
    ];
    this.#snapshot = { ...nothingYet, timelines: this.timelines.rooms, unsent: 0, unseenMentions: [] };
  }

  snapshot(): ChatSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Greets, for the first time or after a loss; waiting messages go out. */
  greet(welcome: Partial<Welcome> = {}): void {
    const message = textsOf(this.locale).greeting();
    const first = this.#rooms.map((room) => (room.room === lobby ? { ...room, last: this.#seq } : room));
    const rooms = this.#snapshot.welcome ? [...this.#snapshot.rooms] : first;
    const known = { message, ...this.me, seq: this.#seq, rooms, locale: this.locale };
    const greeting = welcomeOf({ ...known, ...welcome });
    this.me = { client_id: greeting.client_id, name: greeting.name };
    this.timelines.open(lobby);
    for (const key of this.timelines.keysOf("queued")) this.timelines.deliver(key, { state: "sent" });
    this.change({
      connection: { phase: "online" },
      welcome: greeting,
      me: this.me,
      rooms: greeting.rooms,
    });
  }

  /** Sets the state of the connection; without one, what was sent waits again. */
  connection(connection: ConnectionState): void {
    const isLost = connection.phase === "connecting" || connection.phase === "waiting";
    const back = isLost ? this.timelines.keysOf("sent") : [];
    for (const key of back) this.timelines.deliver(key, { state: "queued" });
    this.change({ connection });
  }

  /** Loses the connection; the next try is `retryMs` away. */
  lose(retryMs: number, reason = closeCodes.lost.reason[this.locale]): void {
    this.connection({ phase: "waiting", attempt: 1, retryAt: this.#now() + retryMs, reason });
  }

  /** Lets others say something; what is given together comes together. */
  hear(...said: readonly Heard[]): void {
    for (const { text, room = lobby, time, action = false, reply_to, mentions, ...person } of said) {
      const at = this.#next(room, time);
      const record = messageRecord({ ...someone(person.name), ...person }, text, at);
      this.#add(
        {
          ...record,
          ...(action && { action }),
          ...(reply_to !== undefined && { reply_to }),
          ...(mentions && { mentions: [...mentions] }),
        },
        room,
      );
    }
    this.change();
  }

  /** Adds any other record. */
  happen(record: (at: At & { readonly prev: number }) => ChatRecord, room: string = lobby): void {
    const at = this.#next(room);
    this.#add(record({ ...at, prev: at.seq - 1 }), room);
    this.change();
  }

  come(person: Person, room: string = lobby): void {
    this.happen((at) => connectedRecord(person, at), room);
  }

  depart(person: Person, room: string = lobby): void {
    this.happen((at) => disconnectedRecord(person, at), room);
  }

  /** Changes what concerns the person alone. */
  personal(change: Partial<PersonalState>): void {
    this.change(change);
  }

  /** Tells that a message mentions people who do not see it. */
  unseen(key: string, ...names: readonly string[]): void {
    this.change({ unseenMentions: [...this.snapshot().unseenMentions, { key, room: lobby, names }] });
  }

  /** Makes these type there, and nobody else anywhere. */
  typists(room: string, ...people: readonly Person[]): void {
    this.change({ typing: new Map(people.length === 0 ? [] : [[room, people]]) });
  }

  /** Makes these away, and everybody else present. */
  goAway(...clientIds: readonly string[]): void {
    this.change({ away: new Set(clientIds) });
  }

  /** Sets the rooms. */
  rooms(...rooms: readonly RoomSummary[]): void {
    this.change({ rooms });
  }

  /** Opens a private conversation that somebody begins. */
  openDirect(room: string, title: string): void {
    this.enter({ room, title, members: 2 });
  }

  /** Keys of own messages that wait for an acknowledgement. */
  get waiting(): readonly string[] {
    return this.timelines.keysOf("queued", "sent");
  }

  /** Acknowledges a message that was sent. @param key - by default, of the oldest */
  acknowledge(key = this.waiting[0] ?? ""): void {
    const room = this.timelines.roomOf(key);
    if (room === undefined) return;
    const { seq, time } = this.#next(room);
    this.timelines.deliver(key, { state: "acknowledged", seq }, { seq, time });
    this.change();
  }

  /** Refuses a message that was sent. @param key - by default, of the oldest */
  fail(reason: string, key = this.waiting[0] ?? ""): void {
    this.timelines.deliver(key, { state: "failed", reason });
    this.change();
  }

  /** Makes the storage fail to keep unsent messages. */
  failStorage(problem: string): void {
    this.change({ storageProblem: problem });
  }

  protected get time(): string {
    return new Date(this.#now()).toISOString();
  }

  /** Enters a room; what was said there before counts as seen. */
  enter(about: Pick<RoomSummary, "room"> & Partial<RoomSummary>): void {
    const { rooms } = this.#snapshot;
    const isKnown = rooms.some(({ room }) => room === about.room);
    this.timelines.open(about.room);
    this.change(isKnown ? {} : { rooms: [...rooms, { topic: "", members: 1, last: this.#seq, ...about }] });
  }

  protected change(change: Partial<ChatSnapshot> = {}): void {
    const unsent = this.timelines.keysOf("queued", "sent", "failed").length;
    this.#snapshot = { ...this.#snapshot, timelines: this.timelines.rooms, unsent, ...change };
    for (const listener of this.#listeners) {
      if (this.#isDeferred) queueMicrotask(listener);
      else listener();
    }
  }

  /** Loads the page before the oldest loaded message of a room. */
  protected load(room: string): void {
    const loaded = this.timelines.rooms.get(room)?.items ?? [];
    const items = [...this.#older.splice(-page), ...loaded];
    this.timelines.change(room, { items, hasOlder: this.#older.length > 0, loadingOlder: false });
  }

  /** Shows a place that is not loaded in a window; without one, the live end. Returns the `seq` that is there. */
  protected show(room: string, place: Place | undefined): number | undefined {
    const loaded = this.timelines.rooms.get(room)?.items ?? [];
    const isThere = ({ seq, time }: TimelineItem): boolean =>
      place !== undefined && ("seq" in place ? seq === place.seq : time >= place.time);
    const index = this.#older.findIndex(isThere);
    const hit = (this.#older[index] ?? loaded.find(isThere))?.seq;
    const from = Math.max(0, index - 25);
    const state = { hasOlder: from > 0, loadingOlder: false, arriving: false };
    const items = this.#older.slice(from, index + 25);
    const isApart = index >= 0 && hit !== undefined;
    this.change({ windows: new Map(isApart ? [[room, { items, ...state, hit }]] : []) });
    return hit;
  }

  #add(record: ChatRecord, room: string): void {
    this.timelines.add(room, [shownItemOf(record, this.me)]);
  }

  /** Returns the next place in the log; a room that is known has something new. */
  #next(room: string, time = this.time): At {
    this.#seq += 1;
    const seq = this.#seq;
    const rooms = this.#snapshot.rooms.map((known) =>
      known.room === room ? { ...known, last: seq } : known,
    );
    this.#snapshot = { ...this.#snapshot, rooms };
    return { seq, time, room };
  }
}
