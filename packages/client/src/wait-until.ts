import type { Environment } from "./environment.ts";

/** Waits for conditions to come true, each for so long at most. */
export class ConditionWaiter {
  readonly #environment: Environment;
  readonly #checks = new Set<() => void>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Resolves when the condition holds, or when the time is up, with whether it holds. */
  async until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    if (condition()) return true;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        cancel();
        this.#checks.delete(check);
        resolve();
      };
      const check = (): void => {
        if (condition()) settle();
      };
      const cancel = this.#environment.after(timeoutMs, settle);
      this.#checks.add(check);
    });
    return condition();
  }

  /** Checks after a change: callers whose condition holds now go on. */
  check(): void {
    for (const check of this.#checks) check();
  }
}
