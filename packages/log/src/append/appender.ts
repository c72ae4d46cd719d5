import type { RecordDraft } from "@beseda/protocol";
import { FileGoneError } from "../disk/disk.ts";
import { LogFailedError, type LogFailure, LogFullError, LogDisplacedError } from "../error.ts";
import type { LogEntry } from "../event-log.ts";
import { checkOf, closing } from "../format/format.ts";
import type { Lines } from "../format/line-writer.ts";
import { CommitFile, type CommitFileOptions } from "./commit-file.ts";
import type { CommitDelay } from "./commit-delay.ts";
import { Encoder, type Encoded } from "./encoder.ts";

/** An append that waits for its answer. */
interface Waiting {
  readonly encoded: readonly Encoded[];
  readonly resolve: (entries: readonly LogEntry[]) => void;
  readonly reject: (error: Error) => void;
}

/** Appends that go to the disk together. */
interface Commit {
  readonly waiting: readonly Waiting[];
  readonly lines: Lines;
}

/** The size in bytes at which a commit is complete: a crash tears little, and no append waits long. */
const maxCommitBytes = 4 * 1024 * 1024;

export interface AppenderOptions extends CommitFileOptions {
  readonly clock: () => number;
  readonly commitDelay: CommitDelay;
  /** Called once when the log takes no more appends. */
  readonly onFailure: (failure: LogFailure) => void;
  /** Called when a commit is durable and in the state, before its appenders get their answers. */
  readonly onCommit: (entries: readonly LogEntry[]) => void;
  /** Called when everything not durable was revoked, in the same turn, before its appenders are answered. */
  readonly onRefuse: () => void;
}

/**
 * Natural group commit (LOG-1, LOG-2). One commit is on its way to the disk at a time, as one positional
 * write over the closing bracket and one sync. Records appended meanwhile gather and go with the next one:
 * the slower the disk, the larger the commits. A record is encoded when it is appended, since its check
 * continues the one before it, and a commit only hands bytes over.
 *
 * A failed write or sync is never retried (LOG-5): after it the content of the disk is unknown, and the
 * operating system may have dropped the pages and report the next sync as a success. The one exception is a
 * full disk, which refuses before it takes anything: the file is restored, and a later append may find room.
 * A projection that throws also ends the log: its state would differ from the records.
 */
export class Appender {
  readonly #options: AppenderOptions;
  readonly #encoder: Encoder;
  readonly #file: CommitFile;
  #waiting: Waiting[] = [];
  /** Commits that are large enough to go by themselves, before the waiting appends. */
  readonly #complete: Commit[] = [];
  #isDue = false;
  #running: Promise<void> | undefined;
  #failure: LogFailure | undefined;

  constructor(options: AppenderOptions) {
    this.#options = options;
    this.#encoder = new Encoder(options.state, options.clock);
    this.#file = new CommitFile(options);
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  // Not an async function: `seq`, `prev` and `time` are given before it returns.
  append(drafts: readonly RecordDraft[]): Promise<readonly LogEntry[]> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ encoded: this.#encoder.encode(drafts), resolve, reject });
      if (this.#encoder.length >= maxCommitBytes) this.#complete.push(this.#take());
      this.#options.commitDelay.request(this.#beginCommit);
    });
  }

  /** Checks whether the file is still the one at its path, unless a commit does that anyway (LOG-10). */
  prove(): void {
    if (this.#failure || this.#file.isTorn) return;
    this.#running ??= this.#prove().then(() => this.#run());
  }

  async #prove(): Promise<void> {
    try {
      await this.#file.prove();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Commits the waiting appends, after the commit that is on its way. */
  readonly #beginCommit = (): void => {
    if (!this.#isWaiting) return;
    this.#isDue = true;
    this.#running ??= this.#run();
  };

  get #isWaiting(): boolean {
    return this.#complete.length > 0 || this.#waiting.length > 0;
  }

  /** Resolves when no append is waiting. */
  async idle(): Promise<void> {
    while (this.#running || this.#isWaiting) {
      this.#beginCommit();
      await this.#running;
    }
  }

  #take(): Commit {
    const waiting = this.#waiting;
    this.#waiting = [];
    return { waiting, lines: this.#encoder.take() };
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
    try {
      await this.#file.write(commit.lines.chunks);
      this.#settle(commit);
    } catch (error) {
      await this.#refuse(commit, error);
    }
  }

  #settle({ waiting, lines }: Commit): void {
    const { state, onCommit, commitDelay } = this.#options;
    state.fileCheck = fileCheckOf(lines.chunks, state.fileCheck);
    lines.release();
    const all = waiting.flatMap(({ encoded }) => encoded);
    for (const { entry, line } of all) state.accept(entry.record, line);
    const began = performance.now();
    onCommit(all.map(({ entry }) => entry));
    commitDelay.observe(performance.now() - began);
    for (const { encoded, resolve } of waiting) resolve(encoded.map(({ entry }) => entry));
    this.#file.tell(true);
  }

  /** Rejects the appends of a commit that did not become durable, and all later ones. */
  async #refuse(commit: Commit, cause: unknown): Promise<void> {
    const refused = [...commit.waiting, ...this.#takeBack()];
    const answer = await this.#answer(cause);
    for (const { reject } of refused) reject(answer);
    if (answer instanceof LogFullError) this.#file.tell(false);
  }

  async #answer(cause: unknown): Promise<LogFullError | LogFailure> {
    try {
      return await this.#file.refuse(cause);
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** Ends the log: rejects all waiting appends. */
  #fail(cause: unknown): LogFailure {
    const { path, onFailure } = this.#options;
    const failure =
      cause instanceof FileGoneError
        ? new LogDisplacedError(path, cause.change)
        : new LogFailedError(path, cause);
    this.#failure = failure;
    for (const { reject } of this.#takeBack()) reject(failure);
    onFailure(failure);
    return failure;
  }

  /** Revokes everything after the durable end; returns the appends it belonged to. */
  #takeBack(): readonly Waiting[] {
    const waiting = this.#everyoneWaiting();
    this.#encoder.takeBack();
    this.#options.onRefuse();
    return waiting;
  }

  #everyoneWaiting(): readonly Waiting[] {
    const complete = this.#complete.splice(0).flatMap(({ waiting }) => waiting);
    return [...complete, ...this.#waiting.splice(0)];
  }
}

/** Returns the check of the file with a commit, whose closing bracket does not count. */
const fileCheckOf = (chunks: readonly Buffer[], before: number): number => {
  let check = before;
  for (const [index, chunk] of chunks.entries()) {
    const isLast = index === chunks.length - 1;
    check = checkOf(isLast ? chunk.subarray(0, -closing.length) : chunk, check);
  }
  return check;
};
