import type { LogReader, LogEntry } from "@beseda/log";
import { isOf, isPost, roomOf } from "@beseda/protocol";
import type { Reader } from "./reader.ts";
import { Run } from "./run.ts";
import type { Sink } from "./sink.ts";

/** A reader that has everything that is durable, and takes the records that the hub brings. */
export interface LiveReader {
  readonly reader: Reader;
  readonly sink: Pick<Sink, "kind" | "concerns">;
  take(run: Run): void;
}

export interface HubOptions {
  readonly log: LogReader;
  /** Writes the queued records. */
  readonly flush: () => void;
}

/**
 * A reader with the rooms that it was taken into. Arrays of exact length: sets take memory in every
 * connection.
 */
interface Live {
  readonly subscriber: LiveReader;
  rooms: readonly string[];
}

/** Live readers of a room, by the kind of their sink. */
type RoomReaders = Map<unknown, Set<LiveReader>>;

/** The fan-out: each run of records that became durable is handed to every live reader of its room. */
export class Hub {
  readonly #log: LogReader;
  readonly #flush: () => void;
  readonly #stopListening: () => void;
  readonly #rooms = new Map<string, RoomReaders>();
  /** Live readers by client: most clients have one. */
  readonly #live = new Map<string, readonly Live[]>();
  /** Readers that are concerned by some records of other rooms, or of no room. */
  readonly #concerned = new Set<LiveReader>();

  constructor({ log, flush }: HubOptions) {
    this.#log = log;
    this.#flush = flush;
    this.#stopListening = log.onCommit((entries) => this.#handOut(entries));
  }

  /** Adds a reader that has everything that is durable. */
  attach(subscriber: LiveReader): void {
    const { reader, sink } = subscriber;
    const live: Live = { subscriber, rooms: [...reader.rooms()] };
    const others = this.#live.get(reader.clientId);
    this.#live.set(reader.clientId, others ? [...others, live] : [live]);
    for (const room of live.rooms) this.#enter(room, subscriber);
    if (sink.concerns) this.#concerned.add(subscriber);
  }

  /** Removes a reader; does nothing for one that is not live. */
  detach(subscriber: LiveReader): void {
    const { clientId } = subscriber.reader;
    const all = this.#live.get(clientId) ?? [];
    const leaving = all.find((live) => live.subscriber === subscriber);
    if (!leaving) return;
    this.#concerned.delete(subscriber);
    for (const room of leaving.rooms) this.#depart(room, subscriber);
    if (all.length === 1) this.#live.delete(clientId);
    else
      this.#live.set(
        clientId,
        all.filter((live) => live !== leaving),
      );
  }

  /** The rooms of a live reader, without a look at all rooms; undefined for one that is not live. */
  roomsOf(subscriber: LiveReader): readonly string[] | undefined {
    return this.#liveOf(subscriber.reader.clientId).find((live) => live.subscriber === subscriber)?.rooms;
  }

  stop(): void {
    this.#stopListening();
  }

  #handOut(all: readonly LogEntry[]): void {
    const log = this.#log;
    // The most common case: one message at a time.
    const runs = all.length === 1 ? [all] : [...runsOf(all)];
    const isAlone = runs.length === 1;
    for (const entries of runs) this.#deliver(new Run({ log, entries, isAlone }));
    this.#flush();
  }

  /** Delivers a run. A `joined` or `left` stands alone in its run, so that it takes effect at its `seq`. */
  #deliver(run: Run): void {
    const { room } = run;
    const record = run.entries[0]?.record;
    if (room !== undefined && record && isOf(record, "joined"))
      for (const live of this.#liveOf(record.client_id)) this.#take(room, live);
    for (const readers of this.#readersIn(room)?.values() ?? [])
      for (const reader of readers) reader.take(run);
    if (this.#concerned.size > 0) for (const entry of run.entries) this.#tellConcerned(entry, room);
    if (room !== undefined && record && isOf(record, "left"))
      for (const live of this.#liveOf(record.client_id)) this.#release(room, live);
  }

  /**
   * Delivers a record to the readers that it concerns. A message concerns nobody outside its room, and
   * readers in the room have the record already.
   */
  #tellConcerned(entry: LogEntry, room: string | undefined): void {
    const { record } = entry;
    if (isPost(record)) return;
    for (const reader of this.#concerned) {
      const { kind, concerns } = reader.sink;
      if (!concerns?.(record) || this.#readersIn(room)?.get(kind)?.has(reader)) continue;
      reader.take(new Run({ log: this.#log, entries: [entry], isAlone: false }));
    }
  }

  #readersIn(room: string | undefined): RoomReaders | undefined {
    return room === undefined ? undefined : this.#rooms.get(room);
  }

  #liveOf(clientId: string): readonly Live[] {
    return this.#live.get(clientId) ?? [];
  }

  #take(room: string, live: Live): void {
    if (live.rooms.includes(room)) return;
    live.rooms = [...live.rooms, room];
    this.#enter(room, live.subscriber);
  }

  #release(room: string, live: Live): void {
    live.rooms = live.rooms.filter((name) => name !== room);
    this.#depart(room, live.subscriber);
  }

  #enter(room: string, subscriber: LiveReader): void {
    const { kind } = subscriber.sink;
    let readers = this.#rooms.get(room);
    if (!readers) this.#rooms.set(room, (readers = new Map()));
    const alike = readers.get(kind);
    if (alike) alike.add(subscriber);
    else readers.set(kind, new Set([subscriber]));
  }

  #depart(room: string, subscriber: LiveReader): void {
    const { kind } = subscriber.sink;
    const readers = this.#rooms.get(room);
    const alike = readers?.get(kind);
    if (!readers || !alike?.delete(subscriber)) return;
    if (alike.size === 0) readers.delete(kind);
    if (readers.size === 0) this.#rooms.delete(room);
  }
}

const standsAlone = ({ record }: LogEntry): boolean => isOf(record, "joined") || isOf(record, "left");

/** Splits records into runs of neighbours of one room, in order. */
function* runsOf(entries: readonly LogEntry[]): Generator<readonly LogEntry[]> {
  let run: LogEntry[] = [];
  let room: string | undefined;
  for (const entry of entries) {
    const next = roomOf(entry.record);
    if (run.length > 0 && (next !== room || standsAlone(entry) || run.some(standsAlone))) {
      yield run;
      run = [];
    }
    run.push(entry);
    room = next;
  }
  if (run.length > 0) yield run;
}
