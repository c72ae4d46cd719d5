import type { LogReader, LogEntry } from "@beseda/log";
import type { Welcome } from "@beseda/protocol";
import { recordsFrame, type WireId } from "./frame.ts";
import type { Hub, LiveReader } from "./hub.ts";
import type { Outlet } from "./outlet.ts";
import { spansOf, type Span } from "./following.ts";
import type { Reader } from "./reader.ts";
import { isLastStretch, recentHistory, stretch, type Readable } from "./recent.ts";

export interface SubscriberParts {
  /** Where all subscribers read and live. */
  readonly source: Source;
  readonly reader: Reader;
  readonly outlet: Outlet;
  /** Called once, at its end. */
  readonly onStop: () => void;
}

export interface Source {
  readonly log: LogReader;
  readonly hub: Hub;
}

/** Where a subscriber goes on from its greeting. */
export interface Beginning {
  readonly welcome: Welcome;
  /** What of the newest history comes first; nothing where the records go on. */
  readonly readable?: Readable | undefined;
}

/** Bytes of records that go into one frame while catching up. */
const frameBytes = 64 * 1024;

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
export class Subscriber implements LiveReader {
  readonly reader: Reader;
  readonly #source: Source;
  readonly #outlet: Outlet;
  readonly #onStop: () => void;
  #mode: "waiting" | "catching-up" | "live" | "paused" | "stopped" = "waiting";
  #wireId: WireId = null;
  /** Everything for this reader up to here is in its connection's outbox, unless it is live: then the hub knows. */
  #cursor = 0;

  constructor({ source, reader, outlet, onStop }: SubscriberParts) {
    this.#source = source;
    this.reader = reader;
    this.#outlet = outlet;
    this.#onStop = onStop;
  }

  get wireId(): WireId {
    return this.#wireId;
  }

  get isWaiting(): boolean {
    return this.#mode === "waiting";
  }

  /** Begins after the greeting, whose frame told the number of the subscription. */
  start(wireId: WireId, beginning: Beginning): void {
    if (this.#mode !== "waiting") return;
    this.#mode = "catching-up";
    this.#wireId = wireId;
    this.#cursor = beginning.welcome.seq;
    this.#outlet.adopt(wireId, this);
    this.#catchUp(beginning);
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
    this.#source.hub.detach(this);
    this.#cursor = seq;
    this.#mode = "paused";
    this.#catchUp();
  }

  /** Ends for good. */
  stop(): void {
    if (this.#mode === "stopped") return;
    this.#mode = "stopped";
    this.#source.hub.detach(this);
    this.#onStop();
  }

  #catchUp(beginning?: Beginning): void {
    this.#readOn(beginning).catch((error: unknown) => this.#source.hub.report(error, this));
  }

  /**
   * Reads until nothing is left, then cuts over.
   *
   * The cut-over is where a record could be lost or sent twice: those that became durable while the last range was
   * read are neither in that range nor will the hub bring them. So the last look and the cut-over happen in one turn of
   * the event loop: where the cursor stands at the newest durable record, the hub takes this reader in. Nothing can
   * become durable in between, because that needs another turn.
   */
  async #readOn(beginning: Beginning | undefined): Promise<void> {
    const { log, hub } = this.#source;
    // The greeting is encoded in this turn and queued right after; what follows has to be queued behind it.
    await Promise.resolve();
    if (beginning?.readable) {
      for await (const entries of recentHistory(log, beginning.readable, beginning.welcome)) {
        if (!(await this.#bring(entries))) return;
      }
    }
    for (;;) {
      await this.#outlet.drained();
      if (this.#mode === "stopped") return;
      this.#mode = "catching-up";
      const upto = log.last.seq;
      if (this.#cursor >= upto) {
        hub.attach(this);
        this.#mode = "live";
        return;
      }
      for (const span of spansOf(this.reader, this.#cursor, upto)) await this.#readSpan(span);
    }
  }

  async #readSpan({ upto, rooms }: Span): Promise<void> {
    while (this.#mode === "catching-up" && this.#cursor < upto) {
      const entries = await this.#source.log.read({ after: this.#cursor, upto, rooms, ...stretch });
      if (!(await this.#bring(entries))) return;
      this.#cursor = isLastStretch(entries) ? upto : (entries.at(-1)?.seq ?? upto);
    }
  }

  /**
   * Queues records, no more of them than a congested socket may hold (DEL-11).
   * @returns whether there is still somebody to bring more to
   */
  async #bring(entries: readonly LogEntry[]): Promise<boolean> {
    const { log } = this.#source;
    for (const run of runsOf(entries)) {
      await this.#outlet.drained();
      if (this.#mode === "stopped") break;
      this.#outlet.enqueue(recordsFrame(log, run, this.#wireId));
    }
    return this.#mode !== "stopped";
  }
}

/** Cuts records into runs of about `frameBytes`. */
function* runsOf(entries: readonly LogEntry[]): Generator<readonly LogEntry[]> {
  let run: LogEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (bytes > 0 && bytes + entry.bytes.length > frameBytes) {
      yield run;
      run = [];
      bytes = 0;
    }
    run.push(entry);
    bytes += entry.bytes.length;
  }
  if (run.length > 0) yield run;
}
