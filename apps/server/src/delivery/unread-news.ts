import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { isOf, type AnyRecord, type Read } from "@beseda/protocol";
import type { Reader } from "./reader.ts";
import type { Signals } from "./signals.ts";

/** The time between two counts, in milliseconds. */
const betweenMs = 1000;

export interface UnreadNewsParts {
  readonly signals: Pick<Signals, "tellEach">;
  readonly reading: {
    of(reader: Reader, room: string): Read;
    /** Whether a reader has not read that far. */
    isBefore(reader: Reader, place: { readonly room: string; readonly seq: number }): boolean;
  };
}

/**
 * Tells readers how much is unread where that changed by something that they cannot count themselves: a
 * message behind their mark was taken back, or mentions others now (UNR-4). A new message is not told of:
 * whoever follows signals follows the records too, and a signal for each reader would cost many times as much
 * as the message, whose frame is shared by all. What changed within a second is counted once.
 */
export class UnreadNews {
  readonly #parts: UnreadNewsParts;
  /** `seq` of the newest message that changed, by room. */
  readonly #changed = new Map<string, number>();
  #isTelling = false;

  constructor(parts: UnreadNewsParts) {
    this.#parts = parts;
  }

  /** Processes a record that has become durable. */
  follow(record: AnyRecord): void {
    if (!isOf(record, "deleted") && !isOf(record, "redacted") && !isOf(record, "edited")) return;
    const { room, target } = record;
    this.#changed.set(room, Math.max(target, this.#changed.get(room) ?? 0));
    if (!this.#isTelling) void this.#tell();
  }

  async #tell(): Promise<void> {
    this.#isTelling = true;
    await setImmediate();
    while (this.#changed.size > 0) {
      const changed = [...this.#changed];
      this.#changed.clear();
      for (const [room, seq] of changed) this.#tellOf(room, seq);
      await sleep(betweenMs, undefined, { ref: false });
    }
    this.#isTelling = false;
  }

  #tellOf(room: string, seq: number): void {
    const { signals, reading } = this.#parts;
    signals.tellEach((reader) => {
      if (reader.memberSince(room) === undefined || !reading.isBefore(reader, { room, seq }))
        return undefined;
      return { kind: "read", client_id: reader.clientId, room, ...reading.of(reader, room) };
    });
  }
}
