import type { ChatRecord, RecordDraft } from "@beseda/protocol";
import type { LogEntry } from "../event-log.ts";
import { type EncodedLine, type Lines, LineWriter } from "../format/line-writer.ts";
import { Sequencer, type Sequence } from "./sequencer.ts";

/** A record on its way to the disk. */
export interface Encoded {
  readonly entry: LogEntry;
  readonly line: EncodedLine;
}

/** The durable end after which records are encoded. */
export interface Base extends Sequence {
  /** The check of the last record. */
  readonly check: number;
}

/**
 * Turns drafts into consecutive lines: assigns `seq`, `prev`, `time` and `check`. It does not know where the
 * lines go.
 */
export class Encoder {
  readonly #base: Base;
  readonly #sequencer: Sequencer;
  readonly #writer = new LineWriter();
  #check: number;

  constructor(base: Base, clock: () => number) {
    this.#base = base;
    this.#sequencer = new Sequencer(base, clock);
    this.#check = base.check;
  }

  /** The number of bytes encoded since the last `take`. */
  get length(): number {
    return this.#writer.length;
  }

  encode(drafts: readonly RecordDraft[]): readonly Encoded[] {
    const records: ChatRecord[] = [];
    try {
      for (const draft of drafts) records.push(this.#sequencer.give(draft));
      const texts = records.map((record) => JSON.stringify(record));
      return records.map((record, index) => this.#add(record, texts[index] ?? ""));
    } catch (error) {
      // A draft that cannot be dated or written as JSON leaves no gap in the sequence.
      this.#sequencer.undo(records);
      throw error;
    }
  }

  /** Returns everything since the last call, as one write. */
  take(): Lines {
    return this.#writer.take();
  }

  /** Revokes everything after the durable end. */
  takeBack(): void {
    this.#writer.clear();
    this.#sequencer.takeBack();
    this.#check = this.#base.check;
  }

  #add(record: ChatRecord, text: string): Encoded {
    const line = this.#writer.add(text, this.#check);
    this.#check = line.check;
    return { entry: { seq: record.seq, record, bytes: line.bytes }, line };
  }
}
