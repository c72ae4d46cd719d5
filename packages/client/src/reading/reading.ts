import {
  procedures,
  type ChatRecord,
  type Read,
  type RoomSummary,
  type Signal,
  type Welcome,
} from "@beseda/protocol";
import type { ChatApi } from "../connection/connection.ts";
import type { Environment } from "../environment.ts";
import { RefusedError } from "../refused-error.ts";
import type { SnapshotStore } from "../snapshot-store.ts";
import { verdictOf } from "../verdict.ts";
import { RoomReading, type Counted } from "./room-reading.ts";

/** How often a room's mark is sent while somebody reads, in milliseconds. */
const restMs = 1000;

export interface ReadingParts {
  readonly environment: Environment;
  readonly backOff: (retry: number) => number;
  readonly store: Pick<SnapshotStore, "parts">;
  /** Returns the server; undefined without a connection. */
  readonly api: () => ChatApi | undefined;
  readonly onChange: () => void;
}

/** A mark that the server does not have yet. */
interface Wish {
  readonly seq: number;
  /** Lowers the mark, so that messages are unread again. */
  readonly lowers: boolean;
}

interface Room {
  reading: RoomReading;
  wish?: Wish | undefined;
  /** Whether the next mark has to wait for an answer, or until some time has passed. */
  isResting: boolean;
  refusals: readonly RefusedError[];
}

/**
 * The read marks of the person's rooms, and how much is unread behind them (UNR-1 … UNR-4). A mark holds here at once;
 * the newest one goes to the server, once in a second at most, and as soon as there is a connection.
 */
export class Reading {
  readonly #parts: ReadingParts;
  readonly #rooms = new Map<string, Room>();
  #clientId: string | undefined;

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  /** Takes a greeting; marks that were set meanwhile are sent. */
  begin({ client_id, rooms, resumed }: Welcome): void {
    if (this.#clientId !== client_id) this.#rooms.clear();
    this.#clientId = client_id;
    for (const summary of rooms) this.#greeted(summary, resumed);
    for (const [name, room] of this.#rooms) {
      room.isResting = false;
      room.refusals = [];
      this.#send(name);
    }
  }

  /** Takes the server's summary of a room. */
  summarised(summary: RoomSummary): void {
    const counted = countedIn(summary);
    if (!counted) return;
    const room = this.#rooms.get(summary.room);
    if (room) this.#take(room, counted);
    else this.#rooms.set(summary.room, newRoom(counted));
  }

  /** Forgets a room that the person is not in any longer. */
  leave(name: string): void {
    this.#rooms.delete(name);
  }

  /** Takes records of a room, in order. */
  follow(name: string, records: readonly ChatRecord[]): void {
    const { me, blocked } = this.#parts.store.parts;
    this.#rooms.get(name)?.reading.follow(records, { me: me?.client_id, blocked });
  }

  /** Hears signals about marks that were set by another device, and about what was taken back. */
  hear(signals: readonly Signal[]): void {
    for (const signal of signals) {
      if (signal.kind !== "read" || signal.client_id !== this.#clientId) continue;
      const room = this.#rooms.get(signal.room);
      if (room) this.#take(room, countedOf(signal, room.reading));
    }
    this.#parts.onChange();
  }

  /** Somebody was blocked, or is not any longer: what came from them has to be counted anew. */
  review(): void {
    for (const { reading } of this.#rooms.values()) reading.forget();
  }

  /** Returns a summary with what is unread; as it is where the server does not count. */
  laidOver(summary: RoomSummary): RoomSummary {
    const room = this.#rooms.get(summary.room);
    if (!room) return summary;
    const { read, unread, mentions } = room.reading.unread(room.wish?.seq);
    const isSame =
      summary.read?.seq === read.seq && summary.unread === unread && (summary.mentions ?? 0) === mentions;
    return isSame && summary.read?.version === read.version
      ? summary
      : { ...summary, read, unread, mentions };
  }

  /** Sets a mark: everything up to there was read. A lower one than that which holds changes nothing. */
  markRead(name: string, seq: number): void {
    const room = this.#rooms.get(name);
    if (!room || seq <= (room.wish?.seq ?? room.reading.mark.seq)) return;
    const lowers = room.wish?.lowers === true && seq < room.reading.mark.seq;
    this.#wish(name, room, { seq, lowers });
  }

  /** Makes a message and all behind it unread. */
  markUnread(name: string, seq: number): void {
    const room = this.#rooms.get(name);
    const before = Math.max(0, seq - 1);
    if (room && before < (room.wish?.seq ?? room.reading.mark.seq))
      this.#wish(name, room, { seq: before, lowers: true });
  }

  /** Sends now what would be sent in a moment. */
  flush(): void {
    for (const [name, room] of this.#rooms) {
      room.isResting = false;
      this.#send(name);
    }
  }

  #greeted(summary: RoomSummary, isResumed: boolean): void {
    const counted = countedIn(summary);
    const room = this.#rooms.get(summary.room);
    if (!counted) this.#rooms.delete(summary.room);
    else if (!room) this.#rooms.set(summary.room, newRoom(counted));
    else {
      this.#take(room, counted, { isGreeting: true });
      if (!isResumed) room.reading = new RoomReading(counted);
    }
  }

  /** Where another device has made messages unread, what was read here before that does not undo it. */
  #take(room: Room, counted: Counted, options: { readonly isGreeting?: boolean } = {}): void {
    const isLowered = room.reading.take(counted, options);
    const isDone = room.wish && !room.wish.lowers && room.wish.seq <= room.reading.mark.seq;
    if (isDone || (isLowered && room.wish?.lowers === false)) room.wish = undefined;
  }

  #wish(name: string, room: Room, wish: Wish): void {
    room.wish = wish;
    this.#send(name);
    this.#parts.onChange();
  }

  #send(name: string): void {
    const room = this.#rooms.get(name);
    const api = this.#parts.api();
    if (api && room?.wish && !room.isResting) void this.#transmit({ name, room, wish: room.wish, api });
  }

  async #transmit({ name, room, wish, api }: Sent): Promise<void> {
    const { set } = procedures.read;
    const { version, seq: before } = room.reading.mark;
    // Whoever makes something unread means it, whatever another device has done; whoever reads goes on from what they saw.
    const input = { room: name, seq: wish.seq, ...(!wish.lowers && { version }) };
    room.isResting = true;
    try {
      const answer = await api.ask({ kind: "mutation", path: set.path, input });
      room.refusals = [];
      this.#answered(room, { wish, before }, set.answer.parse(answer));
      this.#rest(name, room, restMs);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      this.#refused({ name, room, wish, api }, error);
    }
    this.#parts.onChange();
  }

  #answered(room: Room, { wish, before }: { wish: Wish; before: number }, answer: Read): void {
    const counted = countedOf(answer, room.reading);
    room.reading.take(counted);
    if (room.wish !== wish) return;
    // Another device has read on meanwhile, but not as far: this one goes on from there.
    const isBehind = counted.seq >= before && counted.seq < Math.min(wish.seq, counted.last);
    if (wish.lowers || !isBehind) room.wish = undefined;
  }

  #refused({ name, room, wish }: Sent, error: RefusedError): void {
    const verdict = verdictOf(error, room.refusals);
    room.refusals = [...room.refusals, error];
    if (verdict.kind === "failed" && room.wish === wish) room.wish = undefined;
    if (verdict.kind === "next-connection") return;
    const retryMs = this.#parts.backOff(room.refusals.length - 1);
    this.#rest(name, room, verdict.kind === "again" ? (verdict.afterMs ?? retryMs) : restMs);
  }

  #rest(name: string, room: Room, ms: number): void {
    this.#parts.environment.after(ms, () => {
      room.isResting = false;
      this.#send(name);
    });
  }
}

interface Sent {
  readonly name: string;
  readonly room: Room;
  readonly wish: Wish;
  readonly api: ChatApi;
}

const newRoom = (counted: Counted): Room => ({
  reading: new RoomReading(counted),
  isResting: false,
  refusals: [],
});

/** What a summary says; undefined where the server does not count. */
const countedIn = ({ read, unread, mentions = 0, last }: RoomSummary): Counted | undefined =>
  read && unread !== undefined ? { ...read, unread, mentions, last } : undefined;

/** What a signal or an answer says; servers of before do not say up to where they have counted. */
const countedOf = (
  { seq, version, unread, mentions = 0, last }: Read,
  { reached }: RoomReading,
): Counted => ({
  seq,
  version,
  unread,
  mentions,
  last: last ?? reached,
});
