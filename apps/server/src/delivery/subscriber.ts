import type { LogReader, LogEntry } from "@beseda/log";
import { roomOf, type AnyRecord } from "@beseda/protocol";
import { spansOf, type Span } from "./following.ts";
import type { Hub, LiveReader } from "./hub.ts";
import type { Reader } from "./reader.ts";
import { isLastStretch, stretch } from "./recent.ts";
import type { Run } from "./run.ts";
import type { Sink } from "./sink.ts";
import { asReadBy } from "./withheld.ts";

/** The log and the hub that subscribers read, catching up and live. */
export interface Source {
  readonly log: LogReader;
  readonly hub: Hub;
  /** Called with the error of a failed catch-up: that reader gets nothing more. */
  readonly onError: (error: unknown, reader: Reader) => void;
}

export interface SubscriberParts {
  readonly source: Source;
  readonly reader: Reader;
  readonly sink: Sink;
  /** Called once, when the subscriber ends. */
  readonly onStop?: (() => void) | undefined;
}

/** The position from which a subscriber goes on. */
export interface Beginning {
  /** The subscriber begins after this `seq`. */
  readonly after: number;
  /** Older records that come first, if any. */
  readonly recent?: AsyncIterable<readonly LogEntry[]> | undefined;
}

/** The bytes of records that are queued at a time while catching up. */
const pieceBytes = 64 * 1024;

/**
 * A reader of the log, in whatever form its records leave, in one of these modes:
 *
 * ```
 *  catching-up ──cut over──▶ live
 *       ▲                     │
 *       └──drained── paused ◀─┘ congested
 * ```
 *
 * *Catching up*, it reads ranges of the log at its own pace. *Live*, the hub hands it runs that it shares
 * with others. *Paused*, only its cursor is kept (DEL-5).
 */
export class Subscriber implements LiveReader {
  readonly reader: Reader;
  readonly sink: Sink;
  readonly #source: Source;
  readonly #onStop: (() => void) | undefined;
  #mode: "new" | "catching-up" | "live" | "paused" | "stopped" = "new";
  /**
   * The `seq` up to which everything for this reader is in its sink. A live reader has everything that is
   * durable.
   */
  #cursor = 0;
  #moved: PromiseWithResolvers<void> | undefined;

  constructor({ source, reader, sink, onStop }: SubscriberParts) {
    this.#source = source;
    this.reader = reader;
    this.sink = sink;
    this.#onStop = onStop;
  }

  /** Starts the subscriber; called once. */
  start(beginning: Beginning): void {
    if (this.#mode !== "new") return;
    this.#mode = "catching-up";
    this.#cursor = beginning.after;
    this.#catchUp(beginning);
  }

  take(run: Run): void {
    if (!this.sink.take(run.readBy(this.reader))) this.#pause(run.seq);
  }

  /** Stops the subscriber for good. */
  stop(): void {
    if (this.#mode === "stopped") return;
    this.#source.hub.detach(this);
    this.#be("stopped");
    this.#onStop?.();
  }

  /** The `seq` up to which everything for this reader is in its sink. */
  get taken(): number {
    return this.#mode === "live" ? this.#source.log.last.seq : this.#cursor;
  }

  /** The rooms of its reader. */
  get rooms(): readonly string[] {
    return this.#source.hub.roomsOf(this) ?? this.reader.rooms();
  }

  /** Resolves when everything up to a `seq` is in the sink, or the reader is gone. */
  async reached(seq: number): Promise<void> {
    while (this.#cursor < seq && this.#mode !== "live" && this.#mode !== "stopped") {
      this.#moved ??= Promise.withResolvers<void>();
      await this.#moved.promise;
    }
  }

  /** Pauses above the high mark: nothing more is taken until the connection has drained. */
  #pause(seq: number): void {
    this.#source.hub.detach(this);
    this.#cursor = seq;
    this.#mode = "paused";
    this.#catchUp();
  }

  #catchUp(beginning?: Beginning): void {
    const { onError } = this.#source;
    this.#readOn(beginning).catch((error: unknown) => onError(error, this.reader));
  }

  /**
   * Reads until nothing is left, then cuts over.
   *
   * A record could be lost or sent twice at the cut-over. A record that becomes durable while the last range
   * is read is not in that range, and the hub keeps nothing for a reader that is not live. So the last look
   * at the end of the log and the entry into the hub happen in one turn of the event loop, without an `await`
   * between them: a commit is announced in a turn of its own, either before the look, which then finds more
   * to read, or after the entry, when the hub brings it. The hub takes the reader into the rooms of that same
   * moment, since members are folded from the same commits.
   */
  async #readOn(beginning: Beginning | undefined): Promise<void> {
    const { log, hub } = this.#source;
    // The greeting is queued in the turn in which this begins; the records are queued after it.
    await Promise.resolve();
    for await (const entries of beginning?.recent ?? []) if (!(await this.#bring(entries))) return;
    for (;;) {
      await this.sink.drained();
      if (this.#mode === "stopped") return;
      this.#mode = "catching-up";
      const upto = log.last.seq;
      if (this.#cursor >= upto) {
        hub.attach(this);
        this.#be("live");
        return;
      }
      for (const span of spansOf(this.reader, this.#cursor, upto)) await this.#readSpan(span);
    }
  }

  async #readSpan(span: Span): Promise<void> {
    const { upto, rooms } = span;
    const { concerns } = this.sink;
    // A record that concerns the reader may be of any room, so every record has to be examined.
    const range = concerns ? { upto } : { upto, rooms };
    while (this.#mode === "catching-up" && this.#cursor < upto) {
      const read = await this.#source.log.read({ after: this.#cursor, ...range, ...stretch });
      const own = concerns ? read.filter(({ record }) => isIn(rooms, record) || concerns(record)) : read;
      if (!(await this.#bring(own))) return;
      this.#advance(isLastStretch(read) ? upto : (read.at(-1)?.seq ?? upto));
    }
  }

  /**
   * Queues records, no more of them than a congested connection may hold (DEL-11).
   * @returns whether the reader is still there to get more
   */
  async #bring(entries: readonly LogEntry[]): Promise<boolean> {
    for (const piece of piecesOf(asReadBy(this.reader, entries))) {
      await this.sink.drained();
      if (this.#mode === "stopped") break;
      this.sink.queue(piece);
    }
    return this.#mode !== "stopped";
  }

  #be(mode: "live" | "stopped"): void {
    this.#mode = mode;
    this.#advance(this.#cursor);
  }

  #advance(seq: number): void {
    this.#cursor = seq;
    this.#moved?.resolve();
    this.#moved = undefined;
  }
}

const isIn = (rooms: ReadonlySet<string>, record: AnyRecord): boolean => {
  const room = roomOf(record);
  return room !== undefined && rooms.has(room);
};

/** Cuts records into pieces of about `pieceBytes`. */
function* piecesOf(entries: readonly LogEntry[]): Generator<readonly LogEntry[]> {
  let piece: LogEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (bytes > 0 && bytes + entry.bytes.length > pieceBytes) {
      yield piece;
      piece = [];
      bytes = 0;
    }
    piece.push(entry);
    bytes += entry.bytes.length;
  }
  if (piece.length > 0) yield piece;
}
