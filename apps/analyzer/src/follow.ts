import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Analysis } from "./analysis.ts";
import { InputError } from "./input/input-error.ts";
import { LogTail } from "./input/log-tail.ts";

export interface FollowOptions {
  /** How often the file is looked at. */
  readonly pollMs: number;
  readonly signal: AbortSignal;
}

/**
 * Yields the analysis each time that the log has grown, first when it exists. Starts again from nothing when the file
 * is replaced by another one or gets shorter.
 */
export async function* follow(file: string, options: FollowOptions): AsyncGenerator<Analysis | "waiting"> {
  let analysis = new Analysis();
  let tail = new LogTail(file);
  let size = -1;
  let inode = -1;
  while (!options.signal.aborted) {
    const now = await stat(file).catch(() => undefined);
    if (!now?.isFile()) {
      if (now?.isDirectory()) throw new InputError("directory", file);
      if (size !== -2) yield "waiting";
      size = -2;
    } else if (now.size !== size || now.ino !== inode) {
      if (now.ino !== inode || now.size < tail.settled.byte) {
        analysis = new Analysis();
        tail = new LogTail(file);
      }
      ({ size, ino: inode } = now);
      analysis.read(file, await tail.read(analysis.names, analysis));
      yield analysis;
    }
    await sleep(options.pollMs, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
