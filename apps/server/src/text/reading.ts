import type { EventLog, LogEntry } from "@beseda/log";
import { isOf } from "@beseda/protocol";
import { isFor } from "../delivery/reader.ts";
import type { Session } from "../session/session.ts";
import { isPersonal } from "./personal-lines.ts";
import type { LineHub, LiveReader } from "./line-hub.ts";
import type { LinePort } from "./line-port.ts";

/** Records that are read at a time: what a slow reader holds in memory while it waits. */
const readAtOnce = 100;

export interface ReadingParts {
  readonly log: EventLog;
  readonly hub: LineHub;
  readonly port: LinePort;
  readonly session: Session;
  /** Aborted when nobody reads any more. */
  readonly gone: AbortSignal;
  /** Queues what records of the session's rooms, and its own messages, look like. */
  readonly show: (entries: readonly LogEntry[]) => void;
}

/**
 * One reader of the log in lines: it catches up from the log, then takes what the hub brings. While its connection
 * takes nothing, all that is kept of it is its cursor; when that has drained, it catches up again (DEL-5).
 */
export class Reading implements LiveReader {
  readonly #parts: ReadingParts;
  #cursor: number;
  #moved: PromiseWithResolvers<void> | undefined;
  #endLive: (() => void) | undefined;

  constructor(parts: ReadingParts, after: number) {
    this.#parts = parts;
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
      // What the hub still holds back may be older than the cursor, and is passed over when it comes.
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
    const last = entries.at(-1)?.record.seq ?? 0;
    if (last <= this.#cursor) return;
    const shown = entries.filter((entry) => entry.record.seq > this.#cursor && this.#isForUs(entry));
    this.#parts.show(shown);
    this.#advance(last);
  }

  /** Own messages always: their acknowledgement is due even where the room was left meanwhile. */
  #isForUs({ record }: LogEntry): boolean {
    const { session } = this.#parts;
    if (isOf(record, "message") && record.session === session.id) return true;
    return isFor(session, record) || isPersonal(session, record);
  }

  #advance(seq: number): void {
    this.#cursor = seq;
    this.#moved?.resolve();
    this.#moved = undefined;
  }
}
