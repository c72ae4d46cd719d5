import type { EventLog, LogEntry } from "@beseda/log";
import { isOf } from "@beseda/protocol";
import { isFor } from "../delivery/reader.ts";
import type { Session } from "../session/session.ts";
import type { Bell } from "./bell.ts";

/** Records that are read at a time: what a slow reader holds in memory while it waits. */
const readAtOnce = 100;

export interface ReadingParts {
  readonly log: EventLog;
  readonly bell: Bell;
  readonly session: Session;
  /** Aborted when nobody reads any more. */
  readonly gone: AbortSignal;
  /** Shows records of the session's rooms, and its own messages; resolves when more can be shown (DEL-5). */
  readonly show: (entries: readonly LogEntry[]) => Promise<void>;
}

/**
 * A reader that pulls from the log at its own pace: while its connection takes nothing, all that is kept of it is its
 * cursor. Where it is slow it reads older records than others do, from the file if need be, and catches up.
 */
export class Reading {
  readonly #parts: ReadingParts;
  #cursor: number;
  #moved = Promise.withResolvers<void>();

  constructor(parts: ReadingParts, after: number) {
    this.#parts = parts;
    this.#cursor = after;
  }

  /** Reads until nobody is there any more. */
  async run(): Promise<void> {
    const { log, bell, gone, show } = this.#parts;
    while (!gone.aborted) {
      const entries = await log.read({ after: this.#cursor, limit: readAtOnce });
      const last = entries.at(-1);
      if (last) {
        await show(entries.filter((entry) => this.#isForUs(entry)));
        this.#advance(last.record.seq);
      } else await bell.after(this.#cursor);
    }
    this.#advance(Number.POSITIVE_INFINITY);
  }

  /** Resolves when everything up to `seq` was shown, or nobody is there any more. */
  async reached(seq: number): Promise<void> {
    while (this.#cursor < seq) await this.#moved.promise;
  }

  /** Own messages always: their acknowledgement is due even where the room was left meanwhile. */
  #isForUs({ record }: LogEntry): boolean {
    const { session } = this.#parts;
    if (isOf(record, "message") && record.session === session.id) return true;
    return isFor(session, record);
  }

  #advance(seq: number): void {
    this.#cursor = seq;
    const { resolve } = this.#moved;
    this.#moved = Promise.withResolvers<void>();
    resolve();
  }
}
