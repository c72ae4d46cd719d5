import type { LogEntry, LogReader } from "@beseda/log";
import { roomOf } from "@beseda/protocol";
import { recordsFrame, type WireId } from "./frame.ts";
import type { Reader } from "./reader.ts";
import { asReadBy, isPrivateEdit } from "./withheld.ts";

/** The ids that a cursor has besides its `seq`. */
type Origin = Pick<LogReader, "id" | "run">;

export interface RunParts {
  readonly log: Origin;
  /** The records, at least one. */
  readonly entries: readonly LogEntry[];
  /** Whether these records alone became durable in their turn. */
  readonly isAlone: boolean;
}

/** Records of one room that became durable together, on their way to its live readers. */
export class Run {
  readonly entries: readonly LogEntry[];
  readonly isAlone: boolean;
  readonly #log: Origin;
  #frame: Buffer | undefined;
  #hasPrivateEdits: boolean | undefined;
  #wireId: WireId = null;

  constructor({ log, entries, isAlone }: RunParts) {
    this.#log = log;
    this.entries = entries;
    this.isAlone = isAlone;
  }

  /** The `seq` of the last record. */
  get seq(): number {
    return this.entries.at(-1)?.seq ?? 0;
  }

  /** The same records as one reader may read them: nearly always this run itself, which all of its room share. */
  readBy(reader: Pick<Reader, "readableFrom">): Run {
    if (!(this.#hasPrivateEdits ??= this.entries.some(isPrivateEdit))) return this;
    const entries = asReadBy(reader, this.entries);
    return entries === this.entries ? this : new Run({ log: this.#log, entries, isAlone: this.isAlone });
  }

  /** Undefined if the records belong to no room. */
  get room(): string | undefined {
    const [first] = this.entries;
    return first && roomOf(first.record);
  }

  /**
   * Returns the run as one frame: the same buffer as the last time if the number is the same. Only the last
   * one is kept: if each reader had its own number, a large run would be in memory once per reader.
   */
  frame(wireId: WireId): Buffer {
    if (this.#frame && this.#wireId === wireId) return this.#frame;
    this.#wireId = wireId;
    return (this.#frame = recordsFrame(this.#log, this.entries, wireId));
  }
}
