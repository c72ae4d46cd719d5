import type { LogEntry, LogReader } from "@beseda/log";
import { roomOf } from "@beseda/protocol";
import { recordsFrame, type WireId } from "./frame.ts";

/** The names that a cursor has, besides its `seq`. */
type Origin = Pick<LogReader, "id" | "run">;

export interface RunParts {
  readonly log: Origin;
  /** At least one. */
  readonly entries: readonly LogEntry[];
  /** Whether nothing else became durable in the same turn. */
  readonly isAlone: boolean;
}

/** Records of one room that became durable together, on their way to its live readers. */
export class Run {
  readonly entries: readonly LogEntry[];
  readonly isAlone: boolean;
  readonly #log: Origin;
  #frame: Buffer | undefined;
  #wireId: WireId = null;

  constructor({ log, entries, isAlone }: RunParts) {
    this.#log = log;
    this.entries = entries;
    this.isAlone = isAlone;
  }

  /** That of the last record. */
  get seq(): number {
    return this.entries.at(-1)?.seq ?? 0;
  }

  /** Undefined where the records are of no room. */
  get room(): string | undefined {
    const [first] = this.entries;
    return first && roomOf(first.record);
  }

  /**
   * As one frame: the same buffer as the last time, if the number is the same. No others are kept: with a number for each
   * reader, a large run would be in memory as many times.
   */
  frame(wireId: WireId): Buffer {
    if (this.#frame && this.#wireId === wireId) return this.#frame;
    this.#wireId = wireId;
    return (this.#frame = recordsFrame(this.#log, this.entries, wireId));
  }
}
