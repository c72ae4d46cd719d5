import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { endOfRun } from "./end-of-run.ts";
import type { Run } from "./many-runs-process.ts";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * The server's program in a process of its own, for many runs, one after the other: to start it for each takes much
 * longer than what it does. A test about what ends it from outside, or what it writes to, starts one of its own.
 */
export class ManyRuns implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #exit: Promise<never>;

  constructor() {
    this.#child = fork(join(import.meta.dirname, "many-runs-process.ts"), {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.setEncoding("utf8");
    this.#exit = once(this.#child, "exit").then(() => {
      throw new Error("the process of all runs has ended");
    });
    this.#exit.catch(() => undefined);
  }

  /** Carries out a run; resolves when it is over. @throws {Error} if it took the process with it */
  async run(run: Run): Promise<Ended> {
    const written = Promise.all([untilEnd(this.#child.stdout), untilEnd(this.#child.stderr)]);
    this.#child.send(run);
    const [out, told] = await Promise.race([written, this.#exit]);
    const [, err = "", code] = /^(?<told>[^]*?)(?<code>\d+)$/u.exec(told) ?? [];
    return { code: Number(code), out, err };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exit.catch(() => undefined);
  }
}

/** Resolves with what a run writes. */
const untilEnd = (stream: Readable | null): Promise<string> =>
  new Promise((resolve) => {
    let written = "";
    const read = (text: string): void => {
      written += text;
      if (!written.endsWith(endOfRun)) return;
      stream?.off("data", read);
      resolve(written.slice(0, -endOfRun.length));
    };
    stream?.on("data", read);
  });
