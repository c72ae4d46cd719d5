import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { Helper } from "../helper/helper.ts";
import type { SideProcess } from "../side.ts";
import type { Counts, CrowdMethods } from "./crowd-process.ts";
import type { Heard, ProbeMethods } from "./probe-process.ts";

/** Readers that look at when each message comes; the others only count. */
const closeReaders = 8;
const timeoutMs = 30_000;

const moduleOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * Everybody at one server: the speaker with some readers that take the time, and the crowd, each in a process of its
 * own, so that what is measured at the one does not wait for the others.
 */
export class Audience implements AsyncDisposable {
  readonly #server: SideProcess;
  readonly #crowd = new Helper<CrowdMethods>(moduleOf("./crowd-process.ts"));
  readonly #probe = new Helper<ProbeMethods>(moduleOf("./probe-process.ts"));

  constructor(server: SideProcess) {
    this.#server = server;
  }

  /** Its processes. */
  get pids(): readonly number[] {
    return [this.#crowd.pid, this.#probe.pid];
  }

  /** Lets the speaker in. */
  async open(): Promise<void> {
    const { port, dialect } = this.#server;
    await this.#probe.ask("openSpeaker", { port, dialect });
  }

  /** Says so many messages that nobody counts. */
  async rehearse(rate: number, count: number): Promise<void> {
    await this.#probe.ask("rehearse", { rate, count });
  }

  /** Says `count` messages evenly and waits for nobody to hear them, only for the server to have the last one. */
  async say(rate: number, count: number): Promise<void> {
    await this.#probe.ask("speak", { rate, count, timeoutMs });
    await this.#probe.ask("answered", timeoutMs);
  }

  /** Lets so many readers in that only count. */
  async admit(readers: number): Promise<void> {
    const { port, dialect } = this.#server;
    await this.#crowd.ask("open", { port, dialect, count: readers });
  }

  /** Lets so many readers in; close listeners are spread among the others, for early ones hear first. */
  async gather(readers: number): Promise<void> {
    const { port, dialect } = this.#server;
    let others = readers - closeReaders;
    for (let rest = closeReaders; rest > 0; rest -= 1) {
      const before = Math.floor(others / (rest + 1));
      others -= before;
      await this.admit(before);
      await this.#probe.ask("openReader", { port, dialect });
    }
    await this.admit(others);
  }

  /**
   * Says `count` messages evenly, and waits until every reader has every one.
   * @throws {Error} if one is missing, repeated or out of order
   */
  async hear(rate: number, count: number): Promise<Heard & Counts> {
    const heard = await this.#probe.ask("speak", { rate, count, timeoutMs });
    const counts = await this.#complete(heard.sent);
    if (
      counts.least !== heard.sent ||
      counts.most !== heard.sent ||
      counts.closed > 0 ||
      heard.disorder > 0
    ) {
      throw new Error(`not everybody heard everything: ${JSON.stringify({ ...heard, ...counts })}`);
    }
    return { ...counts, ...heard };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#crowd[Symbol.asyncDispose](), this.#probe[Symbol.asyncDispose]()]);
  }

  async #complete(sent: number): Promise<Counts> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const counts = await this.#crowd.ask("counts");
      if (counts.least >= sent || performance.now() > deadline) return counts;
      await sleep(20);
    }
  }
}
