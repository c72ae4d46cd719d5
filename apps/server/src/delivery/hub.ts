import type { LogReader, LogEntry } from "@beseda/log";
import { isOf, roomOf } from "@beseda/protocol";
import { recordsFrame, type WireId } from "./frame.ts";
import type { Reader } from "./reader.ts";

/** Who takes the frames of the hub while it is live. */
export interface LiveReader {
  readonly reader: Reader;
  /** The number of its subscription. */
  readonly wireId: WireId;
  /** Takes a frame that ends at `seq`, the only one of its turn. */
  deliver(frame: Buffer, seq: number): void;
  /** Takes a frame that ends at `seq` and that others of the same turn follow. */
  enqueue(frame: Buffer, seq: number): void;
}

export interface HubOptions {
  readonly log: LogReader;
  /** Told of a reader whose catch-up failed. */
  readonly onError: (error: unknown, subscriber: LiveReader) => void;
  /** Writes what was queued. */
  readonly flush: () => void;
}

/** A reader with the rooms that it was taken into. Arrays as long as they are: sets take memory in every connection. */
interface Live {
  readonly subscriber: LiveReader;
  rooms: readonly string[];
}

/** Live readers of a room, by the number of their subscription: all of one number share their frames. */
type RoomReaders = Map<WireId, Set<LiveReader>>;

/**
 * The fan-out: each run of records that became durable is encoded once for each wire id and handed to every live
 * reader of its room as one shared buffer.
 */
export class Hub {
  readonly #log: LogReader;
  readonly #onError: HubOptions["onError"];
  readonly #flush: () => void;
  readonly #stopListening: () => void;
  readonly #rooms = new Map<string, RoomReaders>();
  /** By client: most have one. */
  readonly #live = new Map<string, readonly Live[]>();

  constructor({ log, onError, flush }: HubOptions) {
    this.#log = log;
    this.#flush = flush;
    this.#onError = onError;
    this.#stopListening = log.onCommit((entries) => this.#handOut(entries));
  }

  /** Takes a reader in that has everything that is durable. */
  attach(subscriber: LiveReader): void {
    const { reader } = subscriber;
    const live: Live = { subscriber, rooms: [...reader.rooms()] };
    const others = this.#live.get(reader.clientId);
    this.#live.set(reader.clientId, others ? [...others, live] : [live]);
    for (const room of live.rooms) this.#enter(room, subscriber);
  }

  /** Lets a reader go; harmless for one that is not live. */
  detach(subscriber: LiveReader): void {
    const { clientId } = subscriber.reader;
    const all = this.#live.get(clientId) ?? [];
    const leaving = all.find((live) => live.subscriber === subscriber);
    if (!leaving) return;
    for (const room of leaving.rooms) this.#depart(room, subscriber);
    if (all.length === 1) this.#live.delete(clientId);
    else
      this.#live.set(
        clientId,
        all.filter((live) => live !== leaving),
      );
  }

  report(error: unknown, subscriber: LiveReader): void {
    this.#onError(error, subscriber);
  }

  stop(): void {
    this.#stopListening();
  }

  #handOut(entries: readonly LogEntry[]): void {
    // Most often one message at a time.
    const runs = entries.length === 1 ? [entries] : [...runsOf(entries)];
    const way = runs.length === 1 ? "deliver" : "enqueue";
    for (const run of runs) this.#deliver(run, way);
    this.#flush();
  }

  /** A run is of one room; who comes and who goes stands alone, so that it takes effect at its `seq`. */
  #deliver(run: readonly LogEntry[], way: "deliver" | "enqueue"): void {
    const [first] = run;
    const room = first && roomOf(first.record);
    if (first === undefined || room === undefined) return;
    const { record } = first;
    if (isOf(record, "joined")) for (const live of this.#liveOf(record.client_id)) this.#take(room, live);
    const seq = run.at(-1)?.seq ?? 0;
    for (const [wireId, readers] of this.#rooms.get(room) ?? []) {
      const frame = recordsFrame(this.#log, run, wireId);
      for (const reader of readers) reader[way](frame, seq);
    }
    if (isOf(record, "left")) for (const live of this.#liveOf(record.client_id)) this.#release(room, live);
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
    let readers = this.#rooms.get(room);
    if (!readers) this.#rooms.set(room, (readers = new Map()));
    const sharing = readers.get(subscriber.wireId);
    if (sharing) sharing.add(subscriber);
    else readers.set(subscriber.wireId, new Set([subscriber]));
  }

  #depart(room: string, subscriber: LiveReader): void {
    const readers = this.#rooms.get(room);
    const sharing = readers?.get(subscriber.wireId);
    if (!readers || !sharing?.delete(subscriber)) return;
    if (sharing.size === 0) readers.delete(subscriber.wireId);
    if (readers.size === 0) this.#rooms.delete(room);
  }
}

const standsAlone = ({ record }: LogEntry): boolean => isOf(record, "joined") || isOf(record, "left");

/** Neighbours of one room, in order. */
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
