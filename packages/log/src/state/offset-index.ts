import { ChunkedNumbers } from "./chunked-numbers.ts";

/** Records in one block, the unit of reading. */
const blockRecords = 16;

/** An offset and a check. */
const savedBytes = Float64Array.BYTES_PER_ELEMENT + Uint32Array.BYTES_PER_ELEMENT;

/** A run of records that begins at a known byte, after a known check. */
export interface Block {
  readonly index: number;
  readonly firstSeq: number;
  /** The byte at which its first line begins. */
  readonly offset: number;
  /** Check of the record before the first one. */
  readonly check: number;
}

/** The position of every 16th record, so that any record is found by reading one block. */
export class OffsetIndex {
  readonly #offsets: number[] = [];
  readonly #checks = new ChunkedNumbers();

  /** Adds a record whose line begins at `offset`, after a record with `check`. */
  add(seq: number, offset: number, check: number): void {
    if ((seq - 1) % blockRecords !== 0) return;
    this.#offsets.push(offset);
    this.#checks.push(check);
  }

  /** The block that holds a record. */
  blockOf(seq: number): Block {
    const index = Math.floor((seq - 1) / blockRecords);
    return {
      index,
      firstSeq: this.firstOf(index),
      offset: this.#offsets[index] ?? 0,
      check: this.#checks.at(index),
    };
  }

  /** `seq` of the first record of a block. */
  firstOf(index: number): number {
    return index * blockRecords + 1;
  }

  /** The byte at which the next block begins; undefined for the last block. */
  endOf(block: Block): number | undefined {
    return this.#offsets[block.index + 1];
  }

  save(): Uint8Array {
    const blocks = this.#offsets.length;
    const bytes = new Uint8Array(blocks * savedBytes);
    new Float64Array(bytes.buffer, 0, blocks).set(this.#offsets);
    this.#checks.save(new Uint32Array(bytes.buffer, blocks * Float64Array.BYTES_PER_ELEMENT));
    return bytes;
  }

  /** Replaces the index. @throws {RangeError} the bytes are not an index of `records` records */
  load(bytes: Uint8Array, records: number): void {
    const blocks = Math.ceil(records / blockRecords);
    if (bytes.length !== blocks * savedBytes) throw new RangeError("the saved offsets are not of this log");
    const { buffer } = new Uint8Array(bytes);
    for (const offset of new Float64Array(buffer, 0, blocks)) this.#offsets.push(offset);
    this.#checks.load(new Uint32Array(buffer, blocks * Float64Array.BYTES_PER_ELEMENT));
  }
}
