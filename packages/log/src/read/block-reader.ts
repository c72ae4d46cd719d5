import type { DiskFile } from "../disk/disk.ts";
import { LogDamagedError, LogReadError } from "../error.ts";
import { checkLength, checkOf, comma, endRecord, newline, readCheck } from "../format/format.ts";
import type { Block } from "../state/offset-index.ts";
import type { LogState } from "../state/log-state.ts";
import type { LogEntry } from "../event-log.ts";
import { storedEntry } from "./entry.ts";

/** Neighbouring blocks are read together up to so many bytes. */
const maxReadBytes = 256 * 1024;

/** Blocks that are read together, and which of their records are asked for. */
interface Run {
  readonly first: Block;
  readonly end: number;
  readonly seqs: readonly number[];
}

/** Reads records back from the file, whole blocks at a time, and proves each before it is served (LOG-4). */
export class BlockReader {
  readonly #path: string;
  readonly #file: DiskFile;
  readonly #state: LogState;

  constructor(path: string, file: DiskFile, state: LogState) {
    this.#path = path;
    this.#file = file;
    this.#state = state;
  }

  /**
   * The records of these `seq`s, which ascend and are durable.
   * @throws {LogDamagedError} one of them, or one before it in its block, is not what was written
   * @throws {LogReadError} the disk failed
   */
  async read(seqs: readonly number[]): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    for (const run of this.#runsOf(seqs)) {
      entries.push(...this.#proven(run, await this.#bytesOf(run)));
    }
    return entries;
  }

  async #bytesOf({ first, end }: Run): Promise<Buffer> {
    const bytes = Buffer.allocUnsafeSlow(end - first.offset);
    try {
      return bytes.subarray(0, await this.#file.read(bytes, first.offset));
    } catch (error) {
      throw new LogReadError(this.#path, error);
    }
  }

  #runsOf(seqs: readonly number[]): Run[] {
    const { offsets, end: logEnd } = this.#state;
    const runs: { first: Block; last: Block; end: number; seqs: number[] }[] = [];
    for (const seq of seqs) {
      const block = offsets.blockOf(seq);
      const end = offsets.endOf(block) ?? logEnd;
      const run = runs.at(-1);
      const isNear = run !== undefined && block.index - run.last.index <= 1;
      if (isNear && (block.index === run.last.index || end - run.first.offset <= maxReadBytes)) {
        run.seqs.push(seq);
        run.last = block;
        run.end = end;
      } else runs.push({ first: block, last: block, end, seqs: [seq] });
    }
    return runs;
  }

  /** The wanted records of a run. Every record up to the last wanted one is checked: a check continues the one before. */
  #proven({ first, seqs }: Run, bytes: Buffer): LogEntry[] {
    const entries: LogEntry[] = [];
    let { check, firstSeq: seq } = first;
    let start = 0;
    let wanted = 0;
    while (wanted < seqs.length) {
      const newlineAt = bytes.indexOf(newline, start);
      const lineEnd = newlineAt < 0 ? bytes.length : newlineAt;
      const end = bytes[lineEnd - 1] === comma ? lineEnd - 1 : lineEnd;
      const claimed = readCheck(bytes, { start, end });
      const record = bytes.subarray(start, Math.max(start, end - checkLength + 1));
      if (claimed !== undefined) endRecord(record);
      check = checkOf(record, check);
      if (check !== claimed) {
        throw new LogDamagedError({ file: this.#path, seq, offset: first.offset + start });
      }
      if (seq === seqs[wanted]) {
        entries.push(storedEntry(seq, record));
        wanted += 1;
      }
      start = lineEnd + 1;
      seq += 1;
    }
    return entries;
  }
}
