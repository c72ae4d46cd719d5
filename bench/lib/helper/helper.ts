import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Answer, Methods, Question } from "./answer.ts";

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A process that works for the benchmark beside the server that is measured. */
export class Helper<Asked extends Methods> implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #questions = 0;

  /** Runs a module that calls `answer`. */
  constructor(module: string) {
    this.#child = fork(module, { stdio: ["ignore", 2, 2, "ipc"] });
    this.#child.on("message", (answer: Answer) => this.#settle(answer));
    this.#child.on("exit", () => {
      for (const { reject } of this.#pending.values()) reject(new Error("a helper process ended"));
    });
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  ask<Method extends keyof Asked & string>(
    method: Method,
    ...[input]: Parameters<Asked[Method]>
  ): Promise<Awaited<ReturnType<Asked[Method]>>> {
    const number = (this.#questions += 1);
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<Asked[Method]>>>();
    this.#pending.set(number, {
      resolve: (value) => resolve(value as Awaited<ReturnType<Asked[Method]>>),
      reject,
    });
    this.#child.send({ number, method, input } satisfies Question);
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  #settle(answer: Answer): void {
    const pending = this.#pending.get(answer.number);
    this.#pending.delete(answer.number);
    if ("error" in answer) pending?.reject(new Error(answer.error));
    else pending?.resolve(answer.value);
  }
}
