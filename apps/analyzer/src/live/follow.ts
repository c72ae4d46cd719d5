import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Report } from "@beseda/protocol";
import { Analysis } from "../analysis.ts";
import type { Cells } from "../folds/cells.ts";
import { InputError } from "../input/input-error.ts";
import { RedactedError } from "../input/read-again.ts";
import { LogReader } from "../input/log-reader.ts";
import type { Question } from "../question.ts";
import { phrases } from "../run.ts";
import type { Saved } from "../state/state-file.ts";
import { UserError } from "../user-error.ts";

export interface FollowedOptions extends Question {
  readonly file: string;
  readonly withCells?: boolean;
  readonly saved?: Saved | undefined;
}

export interface FollowOptions extends FollowedOptions {
  /** How often the file is looked at. */
  readonly pollMs: number;
  readonly signal: AbortSignal;
}

/** A log that is read as it grows. */
export class FollowedLog {
  readonly #analysis: Analysis;
  readonly #reader: LogReader;
  readonly #file: string;

  constructor({ file, saved, ...question }: FollowedOptions) {
    const { filter, clock, hints } = question;
    this.#file = file;
    this.#analysis = new Analysis({ ...question, saved: saved?.analysis });
    const settings = { file, phrases, filter, hints, zone: clock.zone, threads: 0 };
    this.#reader = new LogReader(this.#analysis.sink(file), settings, saved?.settled);
  }

  /** Bytes up to the last record. */
  get settledBytes(): number {
    return this.#reader.settled.byte;
  }

  /** Whether it is a log of another program: that is read from its beginning each time. */
  get isForeign(): boolean {
    return this.#reader.dialect !== undefined;
  }

  async readMore(): Promise<void> {
    await this.#reader.readMore();
    if (this.#reader.dialect) this.#analysis.readAs(this.#file, this.#reader.dialect);
    else await this.#analysis.settle((wanted) => this.#reader.recordsAt(wanted));
  }

  report(): Report {
    return this.#analysis.report(this.#reader.texts(), this.#reader.bytes);
  }

  cells(): Cells | undefined {
    return this.#analysis.cells();
  }

  saved(): Saved | undefined {
    if (this.isForeign) return undefined;
    const { settled, settledBytes } = this.#reader;
    return { settled, analysis: this.#analysis.state(this.#reader.texts(), settledBytes) };
  }
}

/** The log with what was appended to it; read anew if a text that was counted has left it. */
const grown = async (log: FollowedLog, options: FollowedOptions): Promise<FollowedLog> => {
  try {
    await log.readMore();
    return log;
  } catch (error) {
    if (!(error instanceof RedactedError)) throw error;
    return grown(new FollowedLog(options), options);
  }
};

/** How often a file is looked for that is not there yet. */
const absentMs = 200;

/**
 * Yields the log each time that it has grown, `undefined` while there is none. Begins anew when the file is replaced by
 * another one, or gets shorter than what was read of it.
 * @throws {InputError} when it is a directory, or cannot be read
 */
export async function* follow({
  pollMs,
  signal,
  saved,
  ...options
}: FollowOptions): AsyncGenerator<FollowedLog | undefined> {
  let log = new FollowedLog({ ...options, saved });
  let seen: { size: number; ino: number } | undefined;
  let isTold = false;
  while (!signal.aborted) {
    let waitMs = pollMs;
    const now = await stat(options.file).catch(() => undefined);
    if (now?.isDirectory()) throw new InputError("directory", options.file);
    if (now?.isFile() === false) throw new UserError("followOne");
    if (!now) {
      if (!isTold) yield undefined;
      isTold = true;
      waitMs = Math.min(pollMs, absentMs);
    } else if (now.size !== seen?.size || now.ino !== seen.ino) {
      if (log.isForeign || now.size < log.settledBytes || (seen && now.ino !== seen.ino))
        log = new FollowedLog(options);
      seen = { size: now.size, ino: now.ino };
      log = await grown(log, options);
      yield log;
    }
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}
