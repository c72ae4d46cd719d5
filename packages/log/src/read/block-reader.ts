import type { DiskFile } from "../disk/disk.ts";
import { LogDamagedError, LogReadError } from "../error.ts";
import { checkLength, checkOf, comma, endRecord, newline, readCheck } from "../format/format.ts";
import type { Block } from "../state/offset-index.ts";
import type { LogState } from "../state/log-state.ts";
import type { LogEntry } from "../event-log.ts";
import { storedEntry } from "./entry.ts";

/** The maximum number of bytes of neighbouring blocks read together. */
const maxReadBytes = 256 * 1024;

/** Neighbouring blocks. */
interface Blocks {
  readonly first: Block;
  readonly last: Block;
}

/** Blocks that are read together, and the requested records among theirs. */
interface Run extends Blocks {
  readonly end: number;
  readonly seqs: readonly number[];
}

export interface BlockReaderParts {
  readonly path: string;
  readonly file: DiskFile;
  readonly state: LogState;
  /** Called with the first unreadable records; with nothing once all that were met are readable again. */
  readonly onTrouble: (trouble: Trouble | undefined) => void;
}

/** Records that cannot be read back as they were written. */
export interface Trouble {
  readonly first: number;
  readonly last: number;
  readonly error: LogReadError | LogDamagedError;
}

/**
 * Reads records back from the file, whole blocks at a time, and verifies each before it is served (LOG-4).
 * Unreadable blocks are remembered until they can be read (LOG-16).
 */
export class BlockReader {
  readonly #path: string;
  readonly #file: DiskFile;
  readonly #state: LogState;
  readonly #onTrouble: BlockReaderParts["onTrouble"];
  /** Indexes of the blocks of failed reads, at least one of which is unreadable. */
  readonly #unreadable = new Set<number>();
  #isLooking = false;

  constructor({ path, file, state, onTrouble }: BlockReaderParts) {
    this.#path = path;
    this.#file = file;
    this.#state = state;
    this.#onTrouble = onTrouble;
  }

  get hasTrouble(): boolean {
    return this.#unreadable.size > 0;
  }

  /** Checks whether unreadable blocks can be read now. */
  async lookAgain(): Promise<void> {
    // A failing disk is slow.
    if (this.#isLooking) return;
    this.#isLooking = true;
    for (const index of this.#unreadable) {
      try {
        await this.read([this.#lastOf(index)]);
      } catch {
        // It was already reported.
      }
    }
    this.#isLooking = false;
  }

  /**
   * Reads the records with these `seq`s, which ascend and are durable.
   * @throws {LogDamagedError} one of them, or one before it in its block, is not as it was written
   * @throws {LogReadError} the disk failed
   */
  async read(seqs: readonly number[]): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    for (const runs of together(this.#runsOf(seqs)))
      for (const found of await Promise.all(runs.map((run) => this.#entriesOf(run)))) entries.push(...found);
    return entries;
  }

  async #entriesOf(run: Run): Promise<readonly LogEntry[]> {
    try {
      const entries = this.#proven(run, await this.#bytesOf(run));
      if (this.hasTrouble) this.#forget(run);
      return entries;
    } catch (error) {
      if (error instanceof LogReadError) this.#remember(run, error);
      if (error instanceof LogDamagedError) {
        const block = this.#state.offsets.blockOf(error.damage.seq);
        this.#remember({ first: block, last: block }, error);
      }
      throw error;
    }
  }

  #remember({ first, last }: Blocks, error: Trouble["error"]): void {
    const isNews = !this.hasTrouble;
    for (let { index } = first; index <= last.index; index += 1) this.#unreadable.add(index);
    if (isNews) this.#onTrouble({ first: first.firstSeq, last: this.#lastOf(last.index), error });
  }

  /** In the last block, only the records up to the last wanted one are verified. */
  #forget({ first, last, seqs }: Run): void {
    const provenUpto = seqs.at(-1) ?? 0;
    for (let { index } = first; index <= last.index; index += 1)
      if (this.#lastOf(index) <= provenUpto) this.#unreadable.delete(index);
    if (!this.hasTrouble) this.#onTrouble(undefined);
  }

  /** `seq` of the last record of a block. */
  #lastOf(index: number): number {
    const { offsets, seq } = this.#state;
    return Math.min(seq, offsets.firstOf(index + 1) - 1);
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

  /** Returns the wanted records of a run. Checks every record up to the last one: the checks are chained. */
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

/** Groups runs that are read at once: records far from one another wait for the disk together, in bounded memory. */
const together = (runs: readonly Run[]): ReadonlyArray<readonly Run[]> => {
  const groups: Run[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const run of runs) {
    const size = run.end - run.first.offset;
    bytes += size;
    if (bytes <= maxReadBytes) groups.at(-1)?.push(run);
    else {
      groups.push([run]);
      bytes = size;
    }
  }
  return groups;
};
