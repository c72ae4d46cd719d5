import type { DamageReason, Place } from "./damage.ts";
import type { Names } from "./names.ts";
import { readRecord } from "./read-record.ts";
import type { LogSink } from "./read-log.ts";
import { readPieces } from "./read-pieces.ts";
import { emptyRow } from "./row.ts";
import { RecordSplitter } from "./splitter.ts";

/** Reads what has been appended to a log since the last time. A half-written last record is left for the next time. */
export class LogTail {
  readonly #file: string;
  #settled: Place = { line: 1, byte: 0 };

  constructor(file: string) {
    this.#file = file;
  }

  get settled(): Place {
    return this.#settled;
  }

  /** Returns the number of bytes that were settled by this call. */
  async read(names: Names, sink: LogSink): Promise<number> {
    const row = emptyRow();
    const from = this.#settled;
    const damage = (place: Place, reason: DamageReason): void =>
      sink.damage({ file: this.#file, ...place, reason });
    const splitter = new RecordSplitter(
      {
        record: (bytes, place) => {
          const reason = readRecord(bytes.toString(), row, names);
          if (reason) damage(place, reason);
          else sink.row(row);
        },
        damage,
      },
      { from },
    );
    for await (const piece of readPieces(this.#file, from.byte)) splitter.push(piece);
    this.#settled = splitter.settled;
    return this.#settled.byte - from.byte;
  }
}
