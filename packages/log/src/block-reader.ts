import { type ChatRecord, type UnknownRecord } from "@beseda/protocol";
import type { DiskFile } from "./disk.ts";
import { LogDamagedError } from "./error.ts";
import type { LogEntry } from "./event-log.ts";
import { checkOf, comma, newline, readCheck, removeCheck } from "./format.ts";
import type { Block, OffsetIndex } from "./offset-index.ts";

/** A record of the log from its bytes without `check`, which the log itself has written. */
export const decode = (bytes: Buffer): ChatRecord | UnknownRecord => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check proves that these are our own bytes
  return JSON.parse(bytes.toString("utf8")) as ChatRecord | UnknownRecord;
};

/** What the reader needs to know of the log. */
export interface BlockSource {
  readonly path: string;
  readonly file: DiskFile;
  readonly offsets: OffsetIndex;
  /** Byte behind the last durable record. */
  readonly end: () => number;
}

/** Reads records back from the file, a block at a time, and proves each before it is served (LOG-4). */
export class BlockReader {
  readonly #source: BlockSource;

  constructor(source: BlockSource) {
    this.#source = source;
  }

  /** The records of these `seq`s, which ascend and are durable. */
  async read(seqs: readonly number[]): Promise<LogEntry[]> {
    const found: LogEntry[] = [];
    let next = 0;
    while (next < seqs.length) {
      const first = seqs[next] ?? 0;
      const block = this.#source.offsets.blockOf(first);
      const end = this.#source.offsets.endOf(first) ?? this.#source.end();
      const bytes = await this.#bytesOf(block, end);
      const wanted = new Set<number>();
      while (
        next < seqs.length &&
        this.#source.offsets.blockOf(seqs[next] ?? 0).firstSeq === block.firstSeq
      ) {
        wanted.add(seqs[next] ?? 0);
        next += 1;
      }
      found.push(...this.#provenRecords(block, bytes, wanted));
    }
    return found;
  }

  async #bytesOf(block: Block, end: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafeSlow(end - block.offset);
    const length = await this.#source.file.read(bytes, block.offset);
    return bytes.subarray(0, length);
  }

  #provenRecords(block: Block, bytes: Buffer, wanted: ReadonlySet<number>): LogEntry[] {
    const entries: LogEntry[] = [];
    let { check, firstSeq: seq } = block;
    let start = 0;
    while (start < bytes.length) {
      const lineEnd = bytes.indexOf(newline, start);
      const end = lineEnd < 0 ? bytes.length : lineEnd;
      const line = bytes.subarray(start, bytes[end - 1] === comma ? end - 1 : end);
      const claimed = readCheck(line);
      const record = claimed === undefined ? line : removeCheck(line);
      check = checkOf(record, check);
      if (check !== claimed) {
        throw new LogDamagedError({ file: this.#source.path, seq, offset: block.offset + start });
      }
      if (wanted.has(seq)) entries.push({ record: decode(record), bytes: record });
      start = end + 1;
      seq += 1;
    }
    return entries;
  }
}
