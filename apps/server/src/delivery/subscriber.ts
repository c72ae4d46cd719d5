import type { EventLog, LogEntry } from "@beseda/log";
import type { Welcome } from "@beseda/protocol";
import { recordsFrame, type WireId } from "./frame.ts";
import type { Hub } from "./hub.ts";
import type { Outlet } from "./outlet.ts";
import { isFor, type Reader } from "./reader.ts";
import { beginsWithHistory, recentHistory } from "./recent.ts";

export interface SubscriberParts {
  readonly log: EventLog;
  readonly hub: Hub;
  readonly reader: Reader;
  readonly outlet: Outlet;
  readonly welcome: Welcome;
  readonly signal: AbortSignal;
}

/** Records that one step of catching up reads at the most. */
const catchUpRecords = 128;
/** Bytes of records that go into one frame while catching up, so that a congested socket holds no more than that. */
const catchUpBytes = 64 * 1024;

/**
 * One reader of the log, in one of these modes:
 *
 * ```
 *  waiting ──start──▶ catching-up ──cut over──▶ live
 *                          ▲                     │
 *                          └──drained── paused ◀─┘ congested
 * ```
 *
 * *Catching up* it reads ranges of the log at its own pace. *Live* the hub hands it frames that it shares with others.
 * *Paused* nothing is kept for it but its cursor (DEL-5).
 */
export class Subscriber {
  readonly reader: Reader;
  readonly #parts: SubscriberParts;
  readonly #outlet: Outlet;
  #mode: "waiting" | "catching-up" | "live" | "paused" | "stopped" = "waiting";
  #wireId: WireId = null;
  /** Everything for this reader up to here is in its connection's outbox, unless it is live: then the hub knows. */
  #cursor: number;

  constructor(parts: SubscriberParts) {
    this.#parts = parts;
    this.reader = parts.reader;
    this.#outlet = parts.outlet;
    this.#cursor = parts.welcome.seq;
  }

  get wireId(): WireId {
    return this.#wireId;
  }

  /** Begins after the greeting, whose frame told the number of the subscription. */
  start(wireId: WireId): void {
    if (this.#mode !== "waiting") return;
    this.#wireId = wireId;
    this.#catchUp(true);
  }

  /** Takes a frame of the hub that ends at `seq`, the only one of its turn. */
  deliver(frame: Buffer, seq: number): void {
    if (!this.#outlet.deliver(frame)) this.#pause(seq);
  }

  /** Takes a frame of the hub that ends at `seq` and that others of the same turn follow. */
  enqueue(frame: Buffer, seq: number): void {
    this.#outlet.enqueue(frame);
    if (this.#outlet.isCongested) this.#pause(seq);
  }

  /** Above the high mark nothing more is taken until the socket has drained. */
  #pause(seq: number): void {
    this.#parts.hub.detach(this);
    this.#cursor = seq;
    this.#mode = "paused";
    this.#catchUp(false);
  }

  /** Ends for good. */
  stop(): void {
    this.#mode = "stopped";
    this.#parts.hub.detach(this);
  }

  #catchUp(fromTheGreeting: boolean): void {
    this.#readOn(fromTheGreeting).catch((error: unknown) => this.#parts.hub.report(error, this));
  }

  /**
   * Reads until nothing is left, then cuts over.
   *
   * The cut-over is where a record could be lost or sent twice: those that became durable while the last range was
   * read are neither in that range nor will the hub bring them, or the hub still holds back some that were read. So
   * the last look and the cut-over happen in one turn of the event loop: where the cursor stands at the newest durable
   * record, the hub takes this reader in, and remembers what it holds back for the others and this reader has already.
   * Nothing can become durable in between, because that needs another turn.
   */
  async #readOn(fromTheGreeting: boolean): Promise<void> {
    const { log, hub, welcome, signal } = this.#parts;
    // The greeting is encoded in this turn and queued right after; what follows has to be queued behind it.
    await Promise.resolve();
    if (fromTheGreeting && beginsWithHistory(welcome)) {
      this.#enqueue(await recentHistory(log, this.reader, welcome));
    }
    for (;;) {
      await this.#outlet.drained(signal);
      if (this.#mode === "stopped" || signal.aborted) return;
      this.#mode = "catching-up";
      const upto = log.last.seq;
      if (this.#cursor >= upto) {
        hub.attach(this);
        this.#mode = "live";
        return;
      }
      await this.#readRange(upto);
    }
  }

  async #readRange(upto: number): Promise<void> {
    const rooms = new Set(this.reader.rooms());
    const range = { after: this.#cursor, upto, rooms, limit: catchUpRecords };
    const entries = await this.#parts.log.read(range);
    this.#enqueue(entries.filter(({ record }) => isFor(this.reader, record)));
    this.#cursor = entries.length < catchUpRecords ? upto : (entries.at(-1)?.record.seq ?? upto);
  }

  #enqueue(entries: readonly LogEntry[]): void {
    const { log } = this.#parts;
    if (this.#mode === "stopped") return;
    for (const run of runsOf(entries)) this.#outlet.enqueue(recordsFrame(log.id, run, this.#wireId));
  }
}

/** Cuts records into runs of about `catchUpBytes`. */
function* runsOf(entries: readonly LogEntry[]): Generator<readonly LogEntry[]> {
  let run: LogEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (bytes > 0 && bytes + entry.bytes.length > catchUpBytes) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(entry);
    bytes += entry.bytes.length;
  }
  if (run.length > 0) yield run;
}
