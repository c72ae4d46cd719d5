import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { Lateness } from "./inside.ts";
import { tell } from "./options.ts";

/** How one thread fared for a while, each as milliseconds of a second. */
export interface Schedule {
  /** It ran. */
  readonly ran: number;
  /** It could have run, and something else had the processor. */
  readonly waited: number;
}

/** Times of the first thread of a process so far, in milliseconds, as counted by the scheduler of Linux. */
const scheduleSoFar = (pid: number): Schedule => {
  const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8")
    .split(" ")
    .map(Number);
  return { ran: ran / 1e6, waited: waited / 1e6 };
};

/** How a server, and the process that looked at it, fared in one slice of time. */
export interface Vitals {
  readonly server: Schedule;
  readonly witness: Schedule;
  readonly lateness: Lateness;
}

/** Looks at a server that has `inside.ts` loaded, from one moment to the next. */
export class VitalSigns {
  readonly #pid: number;
  readonly #path: string;
  #began = performance.now();
  #server: Schedule;
  #witness: Schedule;

  constructor({ pid, path }: { readonly pid: number; readonly path: string }) {
    this.#pid = pid;
    this.#path = path;
    this.#server = scheduleSoFar(pid);
    this.#witness = scheduleSoFar(process.pid);
  }

  /** Takes the vitals since the last time. */
  async take(): Promise<Vitals> {
    const seconds = (performance.now() - this.#began) / 1000;
    const server = scheduleSoFar(this.#pid);
    const witness = scheduleSoFar(process.pid);
    const since = (now: Schedule, then: Schedule): Schedule => ({
      ran: (now.ran - then.ran) / seconds,
      waited: (now.waited - then.waited) / seconds,
    });
    const vitals = { server: since(server, this.#server), witness: since(witness, this.#witness) };
    const lateness = JSON.parse(await text(connect(this.#path))) as Lateness;
    this.#began = performance.now();
    this.#server = scheduleSoFar(this.#pid);
    this.#witness = scheduleSoFar(process.pid);
    return { ...vitals, lateness };
  }
}

/** Threads of V8 that collect garbage and compile: a thread that waits for one waits less than one that it holds up. */
const isOfV8 = (pid: number, thread: string): boolean =>
  readFileSync(`/proc/${pid}/task/${thread}/comm`, "utf8").startsWith("V8Worker");

/**
 * Has processes run as soon as they can (SCHED_RR), if that is allowed: other processes of the machine are
 * not measured, and by default they would have the processor until the next tick.
 */
export const goFirst = (pids: readonly number[]): void => {
  try {
    for (const pid of pids)
      for (const thread of readdirSync(`/proc/${pid}/task`))
        execFileSync("chrt", ["--rr", "--pid", isOfV8(pid, thread) ? "1" : "2", thread], { stdio: "ignore" });
  } catch {
    tell(
      "server and witness share the processors with whatever else runs here: only root may put them first",
    );
  }
};
