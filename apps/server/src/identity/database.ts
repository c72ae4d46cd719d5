import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { ChatError } from "@beseda/protocol";
import type { Change, Failure, Outcome, Report, Row, Statement, Value } from "./database-messages.ts";
import { accountsFailed } from "./accounts-failed.ts";
import { schema } from "./schema.ts";
import { Trouble } from "./trouble.ts";
import { AccountsDisplacedError, inspectSecrets, SecretsError, type Displacement } from "./secrets.ts";

export interface DatabaseOptions {
  readonly file: string;
  /** Whether what was written survives a power cut. @default true */
  readonly isDurable?: boolean;
  /** Time between two looks for changes of other programs, in milliseconds. @default 400 */
  readonly lookMs?: number;
  /** How long a request waits for a file that somebody else has locked, in milliseconds. @default 2000 */
  readonly timeoutMs?: number;
  /**
   * Called at once when the file is taken away (IDN-10): nothing is answered any longer, and the process has
   * to stop, but not before the promise is settled, when everything in the file is saved.
   */
  readonly onDisplaced?: (error: Promise<AccountsDisplacedError>) => void;
  /** Called when the store stops working, and when it works again (`undefined`): once each. */
  readonly onTrouble?: (error: Error | undefined) => void;
}

/** Time after a request should have been given up: a thread silent for so long hangs in the disk. */
const graceMs = 1000;

/** The longest that a file being closed may take to answer. */
const longestCloseMs = 5000;

const now = (): number => Number(process.hrtime.bigint() / 1_000_000n);

interface Waiting extends PromiseWithResolvers<Outcome> {
  readonly untilMs: number;
  readonly isWrite: boolean;
}

/**
 * An SQLite file with a thread of its own: if it is locked, only those who ask it wait, and not for long.
 * Requests made at once are one transaction, and one sync of the disk.
 */
export class Database {
  readonly #worker: Worker;
  readonly #timeoutMs: number;
  readonly #trouble: Trouble;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<() => void>();
  #requests = 0;
  #watch: NodeJS.Timeout | undefined;
  readonly #file: string;
  readonly #onDisplaced: NonNullable<DatabaseOptions["onDisplaced"]>;
  #displaced:
    | { readonly change: Displacement; readonly error: PromiseWithResolvers<AccountsDisplacedError> }
    | undefined;
  #dead: Error | undefined;

  private constructor({ file, ...options }: DatabaseOptions) {
    this.#timeoutMs = options.timeoutMs ?? 2000;
    const { onTrouble = () => undefined } = options;
    this.#trouble = new Trouble({ file, onTrouble, write: (statements) => this.transact(statements) });
    this.#onDisplaced = options.onDisplaced ?? (() => undefined);
    this.#file = file;
    const { isDurable = true, lookMs = 400 } = options;
    this.#worker = new Worker(new URL("database-thread.js", import.meta.url), {
      workerData: { file, schema, isDurable, lookMs, retryMs: 10 },
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
    });
  }

  /**
   * Opens it; created if it does not exist.
   * @throws {SecretsError} where others on this machine may look into it, or it is none
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    inspectSecrets(options.file);
    const database = new Database(options);
    await database.#begin(options.file);
    return database;
  }

  /** @throws {ChatError} `accounts-busy` */
  async all(sql: string, ...values: readonly Value[]): Promise<readonly Row[]> {
    const outcome = await this.#ask([{ sql, values }], false);
    return "rows" in outcome ? outcome.rows : [];
  }

  /** @throws {ChatError} `accounts-busy` */
  async get(sql: string, ...values: readonly Value[]): Promise<Row | undefined> {
    return (await this.all(sql, ...values))[0];
  }

  /** @throws {ChatError} `accounts-busy`: nothing was done */
  async run(sql: string, ...values: readonly Value[]): Promise<Change> {
    const [change] = (await this.transact([{ sql, values }])) ?? [];
    return change ?? { changes: 0, id: 0, rows: [] };
  }

  /**
   * Does all of it or nothing; undefined if a statement that must change something did not.
   * @throws {ChatError} `accounts-busy`: nothing was done
   */
  async transact(statements: readonly Statement[]): Promise<readonly Change[] | undefined> {
    const outcome = await this.#ask(statements, true);
    return "results" in outcome ? outcome.results : undefined;
  }

  /** Calls the listener when another program changed something. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Carries out earlier requests, then closes the file. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#waiting.values()].map(({ promise }) => promise));
    this.#trouble.close();
    if (this.#dead) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#worker.ref();
    this.#worker.once("exit", () => resolve());
    this.#worker.postMessage({ isEnd: true });
    // A disk that hangs is not waited for, unless something has to be saved.
    await Promise.race([promise, sleep(longestCloseMs, undefined, { ref: false })]);
    await this.#displaced?.error.promise;
  }

  async #begin(file: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#worker.on("error", reject).on("message", (report: Report) => {
      if ("isOpen" in report) resolve();
      else if ("failed" in report) reject(failureOf(file, report.failed));
      else if ("hasChanged" in report) for (const listener of this.#listeners) listener();
      else if ("change" in report) this.#displace(report.change);
      else if ("unsaved" in report) this.#trouble.tell(new Error(report.unsaved));
      else if ("rescued" in report) this.#saved(report.rescued);
      // Under `node --watch` a thread also tells which files it has loaded.
      else if ("answers" in report)
        for (const { id, ...outcome } of report.answers) this.#settle(id, outcome);
    });
    this.#worker.once("exit", () => this.#die(new Error("the thread of the accounts has ended")));
    try {
      await promise;
    } catch (error) {
      await this.#worker.terminate();
      throw error;
    }
    this.#worker.on("error", (error) => this.#die(error));
    this.#worker.unref();
  }

  #displace(change: Displacement): void {
    const error = Promise.withResolvers<AccountsDisplacedError>();
    this.#displaced = { change, error };
    this.#onDisplaced(error.promise);
  }

  #saved(saved: string | undefined): void {
    const { change = "changed", error } = this.#displaced ?? {};
    error?.resolve(new AccountsDisplacedError(this.#file, change, saved));
  }

  async #ask(statements: readonly Statement[], isWrite: boolean): Promise<Outcome> {
    if (this.#dead) throw new ChatError("accounts-busy");
    this.#requests += 1;
    const id = this.#requests;
    const untilMs = now() + this.#timeoutMs;
    const waiting = { ...Promise.withResolvers<Outcome>(), untilMs, isWrite };
    if (this.#waiting.size === 0) this.#attend();
    this.#waiting.set(id, waiting);
    this.#worker.postMessage({ id, untilMs, statements, isWrite });
    const outcome = await waiting.promise;
    if (!("error" in outcome)) return outcome;
    throw Object.assign(new ChatError("accounts-busy"), { cause: accountsFailed(this.#file, outcome.error) });
  }

  #settle(id: number, outcome: Outcome): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#rest();
    this.#trouble.judge("error" in outcome ? outcome.error : undefined, waiting.isWrite);
    waiting.resolve(outcome);
  }

  /** Keeps the process alive while somebody waits. */
  #attend(): void {
    this.#worker.ref();
    this.#watch = setInterval(() => this.#giveUp(), graceMs);
  }

  #rest(): void {
    clearInterval(this.#watch);
    this.#worker.unref();
  }

  /** Refuses requests to a disk that hangs, which never answers; answers that come later are dropped. */
  #giveUp(): void {
    const lateMs = now() - graceMs;
    for (const [id, { untilMs }] of this.#waiting)
      if (untilMs < lateMs) this.#settle(id, { error: { message: "the disk does not answer", errcode: 0 } });
  }

  #die(error: unknown): void {
    this.#dead ??= error instanceof Error ? error : new Error(String(error));
    for (const id of this.#waiting.keys())
      this.#settle(id, { error: { message: this.#dead.message, errcode: 0 } });
  }
}

const failureOf = (file: string, failure: Failure): Error =>
  accountsFailed(file, failure) ??
  new SecretsError(
    {
      en: `${file} could not be opened: ${failure.message}. See that no other program holds it, and start again.`,
      ru: `${file} не открывается (${failure.message}). Проверьте, что файл не занят другой программой, и запустите сервер снова.`,
    },
    new Error(failure.message),
  );
