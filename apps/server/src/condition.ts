import { describeNotice, type LogFailure, type LogNotice } from "@beseda/log";
import type { Locale } from "@beseda/protocol";
import type { AccountsDisplacedError } from "./identity/secrets.ts";
import type { Logger } from "./runtime/logger.ts";

/**
 * The state of a server, as reported by `/health`.
 * - `degraded`: the disk is full: existing data can be read, and nothing can be sent; or a part of the log
 *   cannot be read, and all else works.
 * - `failed`: the server stops.
 */
export type Status = "ok" | "degraded" | "failed";

/** A failure that ends the process. */
export type Failure = LogFailure | AccountsDisplacedError;

/**
 * The time in which clients that are sent away get the notice, and a monitor can ask, before the process
 * ends.
 */
const partingMs = 500;

/**
 * How long nothing may be refused until a disk is reported to have room again: one that takes small writes
 * and refuses large ones would otherwise be reported twice for each message (OPS-4).
 */
const roomMs = 5000;

/**
 * Tracks the state of the log while the server runs, and reports it once to the operator and to `/health`
 * (OPS-1, OPS-2).
 */
export class Condition {
  readonly #logger: Logger;
  readonly #locale: Locale;
  readonly #failed = Promise.withResolvers<Failure>();
  /** Further failures up to then, each settled when all that can be saved is saved. */
  readonly #alsoFailing: Promise<Failure>[] = [];
  #failure: string | undefined;
  /** The current troubles that do not stop the log; the oldest first. */
  readonly #troubles = new Set<string>();
  #room: NodeJS.Timeout | undefined;
  /** Called at once when nothing is written any longer, before any client gets that answer. */
  onFailing: () => void = () => {};
  /** Closes the stores that did not fail: further losses found by this are saved and reported too. */
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

  /** Notes that the accounts do not answer, or do again. */
  accounts(error: Error | undefined): void {
    if (error) {
      this.#troubles.add("accounts-busy");
      this.#logger.error({ why: error.message }, "the store of accounts does not answer: nobody can log in");
    } else if (this.#troubles.delete("accounts-busy"))
      this.#logger.info("the store of accounts answers again");
  }

  /**
   * Handles a log, or accounts, that take no more: everybody is sent away at once, and the process ends when
   * all that can be saved is saved.
   */
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
