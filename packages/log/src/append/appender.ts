import type { ChatRecord, RecordDraft } from "@beseda/protocol";
import { type DiskFile, systemCode, writeWhole } from "../disk/disk.ts";
import { LogFailedError, LogFullError } from "../error.ts";
import type { LogEntry } from "../event-log.ts";
import { checkOf, closing } from "../format/format.ts";
import { type EncodedLine, type Lines, LineWriter } from "../format/line-writer.ts";
import type { LogState } from "../state/log-state.ts";
import type { CommitPace } from "./commit-pace.ts";
import { Sequencer } from "./sequencer.ts";

/** A record on its way to the disk. */
interface Pending {
  readonly entry: LogEntry;
  readonly line: EncodedLine;
}

/** An append that waits for its answer. */
interface Waiting {
  readonly pending: readonly Pending[];
  readonly resolve: (entries: readonly LogEntry[]) => void;
  readonly reject: (error: Error) => void;
}

/** What goes to the disk together. */
interface Commit {
  readonly waiting: readonly Waiting[];
  readonly lines: Lines;
}

/** A commit of so many bytes is complete: what a crash can tear stays small, and nobody waits for a very large one. */
const maxCommitBytes = 4 * 1024 * 1024;

export interface AppenderOptions {
  readonly path: string;
  readonly file: DiskFile;
  readonly state: LogState;
  readonly clock: () => number;
  /** Whether a commit waits for the disk. */
  readonly sync: boolean;
  readonly pace: CommitPace;
  /** A commit became durable and is in the state. Called before its appenders are answered. */
  readonly onCommit: (entries: readonly LogEntry[]) => void;
}

/**
 * Natural group commit (LOG-1, LOG-2). One commit is on its way to the disk at a time, as one positional write over
 * the closing bracket and one sync. What is appended meanwhile gathers and goes with the next one: the slower the
 * disk, the larger the commits. A record is encoded when it is appended, since its check
 * continues the one before it, and a commit only hands bytes over.
 *
 * A failed write or sync is never tried again (LOG-5): after it nobody knows what the disk has, and the operating
 * system may have dropped the pages and call the next sync a success. The one exception is a disk without room, which
 * refuses before it takes anything: the file is put back as it was, and a later append may find room. A projection
 * that throws ends the log too: what it shows would not be what is written.
 */
export class Appender {
  readonly #options: AppenderOptions;
  readonly #sequencer: Sequencer;
  readonly #writer = new LineWriter();
  #check: number;
  #waiting: Waiting[] = [];
  /** Commits that are large enough to go by themselves, before what waits. */
  readonly #complete: Commit[] = [];
  #isDue = false;
  #running: Promise<void> | undefined;
  #failure: LogFailedError | undefined;
  /** The last write left something behind the last record. */
  #isTorn = false;

  constructor(options: AppenderOptions) {
    this.#options = options;
    this.#sequencer = new Sequencer(options.state, options.clock);
    this.#check = options.state.check;
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  // Not an async function: `seq`, `prev` and `time` are given before it returns.
  append(drafts: readonly RecordDraft[]): Promise<readonly LogEntry[]> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ pending: this.#encode(drafts), resolve, reject });
      if (this.#writer.length >= maxCommitBytes) this.#complete.push(this.#take());
      this.#options.pace.request(this.#beginCommit);
    });
  }

  /** Commits what waits, after the commit that is on its way. */
  readonly #beginCommit = (): void => {
    if (!this.#isWaiting) return;
    this.#isDue = true;
    this.#running ??= this.#run();
  };

  get #isWaiting(): boolean {
    return this.#complete.length > 0 || this.#waiting.length > 0;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running || this.#isWaiting) {
      this.#beginCommit();
      await this.#running;
    }
  }

  #encode(drafts: readonly RecordDraft[]): readonly Pending[] {
    const records: ChatRecord[] = [];
    try {
      for (const draft of drafts) records.push(this.#sequencer.give(draft));
      const texts = records.map((record) => JSON.stringify(record));
      return records.map((record, index) => this.#add(record, texts[index] ?? ""));
    } catch (error) {
      // What cannot be dated, or written as JSON, leaves no hole in the sequence.
      this.#sequencer.undo(records);
      throw error;
    }
  }

  #add(record: ChatRecord, text: string): Pending {
    const line = this.#writer.add(text, this.#check);
    this.#check = line.check;
    return { entry: { record, bytes: line.bytes }, line };
  }

  #take(): Commit {
    const waiting = this.#waiting;
    this.#waiting = [];
    return { waiting, lines: this.#writer.take() };
  }

  async #run(): Promise<void> {
    while (this.#complete.length > 0 || (this.#isDue && this.#waiting.length > 0)) {
      await this.#commit(this.#complete.shift() ?? this.#takeDue());
    }
    this.#isDue = false;
    this.#running = undefined;
  }

  #takeDue(): Commit {
    this.#isDue = false;
    return this.#take();
  }

  async #commit(commit: Commit): Promise<void> {
    const { file, state, sync } = this.#options;
    try {
      if (this.#isTorn) await this.#mend();
      await writeWhole(file, commit.lines.chunks, { position: state.end, sync });
      this.#settle(commit);
    } catch (error) {
      await this.#refuse(commit, error);
    }
  }

  #settle({ waiting, lines }: Commit): void {
    const { state, onCommit, pace } = this.#options;
    state.fileCheck = fileCheckOf(lines.chunks, state.fileCheck);
    lines.release();
    const all = waiting.flatMap(({ pending }) => pending);
    for (const { entry, line } of all) state.accept(entry.record, line);
    const began = performance.now();
    onCommit(all.map(({ entry }) => entry));
    pace.told(performance.now() - began);
    for (const { pending, resolve } of waiting) resolve(pending.map(({ entry }) => entry));
  }

  /** Takes back everything behind the durable end, then answers its appenders. */
  async #refuse(commit: Commit, cause: unknown): Promise<void> {
    const { path, state } = this.#options;
    const refused = [...commit.waiting, ...this.#everyoneWaiting()];
    this.#writer.clear();
    this.#sequencer.takeBack();
    this.#check = state.check;
    const answer = isFull(cause) ? await this.#makeRoom(cause) : new LogFailedError(path, cause);
    if (answer instanceof LogFailedError) {
      this.#failure = answer;
      refused.push(...this.#everyoneWaiting());
    }
    for (const { reject } of refused) reject(answer);
  }

  #everyoneWaiting(): readonly Waiting[] {
    const complete = this.#complete.splice(0).flatMap(({ waiting }) => waiting);
    return [...complete, ...this.#waiting.splice(0)];
  }

  /** The file is put back as it was before the write that found no room. */
  async #makeRoom(cause: unknown): Promise<LogFullError | LogFailedError> {
    const { path } = this.#options;
    this.#isTorn = true;
    try {
      await this.#mend();
    } catch (error) {
      // A disk that copies on write may want room for this too. Then the next append tries again.
      if (!isFull(error)) return new LogFailedError(path, error);
    }
    return new LogFullError(path, cause);
  }

  /**
   * Cuts what a refused write left behind, and closes the array again. Cut first, so that a crash between the two
   * leaves the beginning of a record, and never the rest of one behind a closed array.
   */
  async #mend(): Promise<void> {
    const { file, state, sync } = this.#options;
    await file.truncate(state.end + closing.length);
    await writeWhole(file, [closing], { position: state.end, sync });
    this.#isTorn = false;
  }
}

/** Whether the disk had no room. A sync that says so has already lost data, as any sync that fails. */
const isFull = (error: unknown): boolean => {
  if (error instanceof Error && "syscall" in error && error.syscall === "fdatasync") return false;
  return ["ENOSPC", "EDQUOT", "EFBIG"].includes(systemCode(error) ?? "");
};

/** The check of the file with a commit, whose closing bracket does not count. */
const fileCheckOf = (chunks: readonly Buffer[], before: number): number => {
  let check = before;
  for (const [index, chunk] of chunks.entries()) {
    const isLast = index === chunks.length - 1;
    check = checkOf(isLast ? chunk.subarray(0, -closing.length) : chunk, check);
  }
  return check;
};
