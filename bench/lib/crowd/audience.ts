import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { Helper } from "../helper/helper.ts";
import type { SideProcess } from "../side.ts";
import type { Counts, CrowdMethods } from "./crowd-process.ts";
import type { Heard, ProbeMethods } from "./probe-process.ts";

/** Readers that look at when each message comes; the others only count. */
const closeReaders = 8;
const patienceMs = 30_000;

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

  /** Opens so many readers in all. */
  async open(readers: number): Promise<void> {
    const { port, dialect } = this.#server;
    await this.#crowd.ask("open", { port, dialect, count: readers - closeReaders });
    await this.#probe.ask("open", { port, dialect, readers: closeReaders });
  }

  /**
   * Says `count` messages evenly, and waits until every reader has every one.
   * @throws {Error} where one is missing, repeated or out of order
   */
  async hear(rate: number, count: number): Promise<Heard & Counts> {
    const heard = await this.#probe.ask("speak", { rate, count, patienceMs });
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
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const counts = await this.#crowd.ask("counts");
      if (counts.least >= sent || performance.now() > deadline) return counts;
      await sleep(20);
    }
  }
}
