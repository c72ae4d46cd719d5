import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Report } from "@beseda/protocol";
import { Analysis } from "../analysis.ts";
import { InputError } from "../input/input-error.ts";
import { LogReader } from "../input/log-reader.ts";
import { phrases, type Question } from "../run.ts";

export interface FollowOptions extends Question {
  readonly file: string;
  /** How often the file is looked at. */
  readonly pollMs: number;
  readonly signal: AbortSignal;
}

/** A log while it is read on and on. */
export class FollowedLog {
  readonly #analysis: Analysis;
  readonly #reader: LogReader;

  constructor({ file, ...question }: Question & { readonly file: string }) {
    const { filter, clock } = question;
    this.#analysis = new Analysis(question);
    this.#reader = new LogReader(this.#analysis.sink(file), {
      file,
      phrases,
      filter,
      zone: clock.zone,
      threads: 0,
    });
  }

  /** Bytes up to the last record. */
  get settledBytes(): number {
    return this.#reader.settled.byte;
  }

  readMore(): Promise<void> {
    return this.#reader.readMore();
  }

  report(): Report {
    return this.#analysis.report(this.#reader.texts(), this.#reader.bytes);
  }
}

/**
 * Yields the log each time that it has grown, `undefined` while there is none. Begins anew when the file is replaced by
 * another one, or gets shorter than what was read of it.
 * @throws {InputError} when it is a directory, or cannot be read
 */
export async function* follow({
  pollMs,
  signal,
  ...options
}: FollowOptions): AsyncGenerator<FollowedLog | undefined> {
  let log = new FollowedLog(options);
  let seen: { size: number; ino: number } | undefined;
  let isTold = false;
  while (!signal.aborted) {
    const now = await stat(options.file).catch(() => undefined);
    if (now?.isDirectory()) throw new InputError("directory", options.file);
    if (!now) {
      if (!isTold) yield undefined;
      isTold = true;
    } else if (now.size !== seen?.size || now.ino !== seen.ino) {
      if (seen && (now.ino !== seen.ino || now.size < log.settledBytes)) log = new FollowedLog(options);
      seen = { size: now.size, ino: now.ino };
      await log.readMore();
      yield log;
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}
