import { describeNotice, type LogFailure, type LogNotice } from "@beseda/log";
import type { Locale } from "@beseda/protocol";
import type { AccountsDisplacedError } from "./identity/secrets.ts";
import type { Logger } from "./runtime/logger.ts";

/**
 * How a server is, as `/health` says it.
 * - `degraded`: the disk is full: what is there can be read, and nothing can be said; or a part of the log cannot be
 *   read, and all else goes on.
 * - `failed`: it stops.
 */
export type Status = "ok" | "degraded" | "failed";

/** What ends the process. */
export type Failure = LogFailure | AccountsDisplacedError;

/** What clients that are sent away get to hear it, and a monitor to ask, before the process ends. */
const partingMs = 500;

/**
 * How long nothing may be refused until a disk is said to have room again: one that takes what is small and refuses
 * what is large would be told twice for each message (OPS-4).
 */
const roomMs = 5000;

/** What becomes of the log while the server runs: told to the operator once, and to `/health` (OPS-1, OPS-2). */
export class Condition {
  readonly #logger: Logger;
  readonly #locale: Locale;
  readonly #failed = Promise.withResolvers<Failure>();
  /** What else fails by then, each settled when all that can be saved of it is. */
  readonly #alsoFailing: Promise<Failure>[] = [];
  #failure: string | undefined;
  /** What does not go, though the log goes on; the oldest first. */
  readonly #troubles = new Set<string>();
  #room: NodeJS.Timeout | undefined;
  /** Called at once when nothing is written any more, before anybody is answered so. */
  onFailing: () => void = () => {};
  /** Closes what did not fail: what else is found missing by that is saved and told too. */
  beforeEnd: () => Promise<unknown> = () => Promise.resolve();

  constructor(logger: Logger, locale: Locale) {
    this.#logger = logger;
    this.#locale = locale;
  }

  /** Resolves when the process is to end. */
  get failed(): Promise<Failure> {
    return this.#failed.promise;
  }

  get isFailing(): boolean {
    return this.#failure !== undefined;
  }

  get health(): { readonly status: Status; readonly reason?: string } {
    const [trouble] = this.#troubles;
    if (this.#failure !== undefined) return { status: "failed", reason: this.#failure };
    return trouble === undefined ? { status: "ok" } : { status: "degraded", reason: trouble };
  }

  notice(notice: LogNotice): void {
    const sentence = describeNotice(notice, this.#locale);
    const line = { notice: notice.kind };
    switch (notice.kind) {
      case "disk-full":
        clearTimeout(this.#room);
        if (!this.#troubles.has(notice.kind)) this.#logger.error(line, sentence);
        this.#troubles.add(notice.kind);
        break;
      case "disk-has-room":
        clearTimeout(this.#room);
        this.#room = setTimeout(() => this.#hasRoom(line, sentence), roomMs).unref();
        break;
      case "unreadable":
        this.#logger.error(line, sentence);
        this.#troubles.add("log-unreadable");
        break;
      case "readable":
        this.#logger.info(line, sentence);
        this.#troubles.delete("log-unreadable");
        break;
      case "not-saved":
        this.#logger.error(line, sentence);
        break;
      default:
        this.#logger.warn(line, sentence);
    }
  }

  /** The accounts do not answer, or do again. */
  accounts(error: Error | undefined): void {
    if (error) {
      this.#troubles.add("accounts-busy");
      this.#logger.error({ why: error.message }, "the store of accounts does not answer: nobody can log in");
    } else if (this.#troubles.delete("accounts-busy"))
      this.#logger.info("the store of accounts answers again");
  }

  /** The log, or the accounts, take no more: everybody is sent away at once, and the process ends when all that can be saved is. */
  fail(failure: Promise<Failure>, reason: "log-failed" | "accounts-displaced" = "log-failed"): void {
    if (this.isFailing) {
      this.#alsoFailing.push(failure);
      return;
    }
    this.#failure = reason;
    this.onFailing();
    void this.#end(failure, performance.now());
  }

  #hasRoom(line: object, sentence: string): void {
    if (this.#troubles.delete("disk-full") && !this.isFailing) this.#logger.info(line, sentence);
  }

  async #end(failing: Promise<Failure>, beganMs: number): Promise<void> {
    const failure = await this.#tell(failing);
    this.#failure = failure.code;
    await this.beforeEnd().catch(() => undefined);
    for (const also of this.#alsoFailing) await this.#tell(also);
    setTimeout(() => this.#failed.resolve(failure), Math.max(0, beganMs + partingMs - performance.now()));
  }

  async #tell(failing: Promise<Failure>): Promise<Failure> {
    const failure = await failing;
    this.#logger.fatal({ code: failure.code }, failure.in(this.#locale));
    return failure;
  }
}
