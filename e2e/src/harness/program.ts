import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { root } from "./place.ts";
import { until } from "./until.ts";

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A program of the project as a process: its output, its input, how it ended. */
export class Program implements AsyncDisposable {
  readonly child: ChildProcess;
  #output = "";
  #errors = "";
  readonly #exit: Promise<number | null>;

  /** Runs `node …arguments`; started by the test, ended with it. */
  constructor(arguments_: readonly string[], { env = {}, cwd = root }: ProgramOptions = {}) {
    this.child = spawn(process.execPath, arguments_, {
      cwd,
      env: { ...process.env, LANG: "ru_RU.UTF-8", LC_ALL: "", NO_COLOR: "1", ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.#output += text));
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#errors += text));
    // Not at its exit: its last output may still be on its way.
    this.#exit = once(this.child, "close").then(([code]) => code as number | null);
  }

  get output(): string {
    return this.#output;
  }

  get errors(): string {
    return this.#errors;
  }

  type(text: string): void {
    this.child.stdin?.write(text);
  }

  endInput(): void {
    this.child.stdin?.end();
  }

  /** Waits for a text in its output. */
  async says(text: string | RegExp, withinMs?: number): Promise<void> {
    const found = (): boolean =>
      typeof text === "string" ? this.#output.includes(text) : text.test(this.#output);
    try {
      await until(String(text), found, withinMs);
    } catch (cause) {
      throw new Error(`«${String(text)}» was not printed, but:\n${this.#output}\n${this.#errors}`, { cause });
    }
  }

  /** Resolves with the exit code, when all of its output is there; null after a signal. */
  exited(): Promise<number | null> {
    return this.#exit;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill("SIGKILL");
    await this.#exit;
  }
}
