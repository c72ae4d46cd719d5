import { ChunkedNumbers } from "./chunked-numbers.ts";

/** Records in one block, the unit of reading. */
export const blockRecords = 64;

/** A run of records that begins at a known byte with a known check before it. */
export interface Block {
  readonly firstSeq: number;
  readonly offset: number;
  /** Check of the record before the first one. */
  readonly check: number;
}

/** Where every 64th record begins, so that any record is found by reading one block. */
export class OffsetIndex {
  readonly #offsets: number[] = [];
  readonly #checks = new ChunkedNumbers();

  /** Tells the index of a record that begins at `offset` behind a record with `check`. */
  add(seq: number, offset: number, check: number): void {
    if ((seq - 1) % blockRecords !== 0) return;
    this.#offsets.push(offset);
    this.#checks.push(check);
  }

  /** The block that holds a record. */
  blockOf(seq: number): Block {
    const index = Math.floor((seq - 1) / blockRecords);
    return {
      firstSeq: index * blockRecords + 1,
      offset: this.#offsets[index] ?? 0,
      check: this.#checks.at(index),
    };
  }

  /** Byte where the block behind the one that holds `seq` begins; undefined where that is the last block. */
  endOf(seq: number): number | undefined {
    return this.#offsets[Math.floor((seq - 1) / blockRecords) + 1];
  }
}
