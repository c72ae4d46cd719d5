import type { LogReader, LogEntry } from "@beseda/log";
import type { AnyRecord } from "@beseda/protocol";
import { Following } from "../delivery/following.ts";
import type { Reader } from "../delivery/reader.ts";
import type { LineHub, LiveReader } from "./line-hub.ts";
import type { LinePort } from "./line-port.ts";

/** Records that are read at a time: what a slow reader holds in memory while it waits. */
const readAtOnce = 100;

export interface ReadingParts {
  readonly log: LogReader;
  readonly hub: LineHub;
  readonly port: LinePort;
  readonly reader: Reader;
  /** Aborted when nobody reads any more. */
  readonly gone: AbortSignal;
  /** Whether a record is to be shown although it is of none of the reader's rooms. */
  readonly concerns: (record: AnyRecord) => boolean;
  /** Queues what a record looks like; `isFollowed` is false for what is of none of the reader's rooms. */
  readonly show: (entry: LogEntry, isFollowed: boolean) => void;
}

/**
 * One reader of the log in lines: it catches up from the log, then takes what the hub brings. While its connection
 * takes nothing, all that is kept of it is its cursor; when that has drained, it catches up again (DEL-5).
 */
export class Reading implements LiveReader {
  readonly #parts: ReadingParts;
  readonly #following: Following;
  #cursor: number;
  #moved: PromiseWithResolvers<void> | undefined;
  #endLive: (() => void) | undefined;

  constructor(parts: ReadingParts, after: number) {
    this.#parts = parts;
    this.#following = new Following(parts.reader, after);
    this.#cursor = after;
  }

  /** Reads until nobody is there any more. */
  async run(): Promise<void> {
    const { log, port, gone } = this.#parts;
    while (!gone.aborted) {
      await port.drained(gone);
      const entries = await log.read({ after: this.#cursor, limit: readAtOnce });
      if (entries.length > 0) this.#showNew(entries);
      // The cut-over: between this look and the attachment there is no wait, so no record can become durable unseen.
      else if (log.last.seq <= this.#cursor && !gone.aborted) await this.#beLive();
    }
    this.#advance(Number.POSITIVE_INFINITY);
  }

  take(entries: readonly LogEntry[]): void {
    this.#showNew(entries);
    if (this.#parts.port.isCongested) this.#endLive?.();
  }

  /** Resolves when everything up to `seq` was shown, or nobody is there any more. */
  async reached(seq: number): Promise<void> {
    while (this.#cursor < seq) {
      this.#moved ??= Promise.withResolvers<void>();
      await this.#moved.promise;
    }
  }

  /** Resolves when the port takes no more, or nobody is there any more. */
  #beLive(): Promise<void> {
    const { hub, gone } = this.#parts;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#endLive = () => {
      hub.detach(this);
      gone.removeEventListener("abort", resolveEnd);
      resolve();
    };
    const resolveEnd = this.#endLive;
    gone.addEventListener("abort", resolveEnd, { once: true });
    hub.attach(this);
    return promise;
  }

  #showNew(entries: readonly LogEntry[]): void {
    const last = entries.at(-1)?.seq ?? 0;
    if (last <= this.#cursor) return;
    const { show, concerns } = this.#parts;
    for (const entry of entries) {
      if (entry.seq <= this.#cursor) continue;
      const isFollowed = this.#following.follows(entry.record);
      if (isFollowed || concerns(entry.record)) show(entry, isFollowed);
    }
    this.#advance(last);
  }

  #advance(seq: number): void {
    this.#cursor = seq;
    this.#moved?.resolve();
    this.#moved = undefined;
  }
}
