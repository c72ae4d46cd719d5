import type { Environment } from "./environment.ts";

/** Those who wait for something to come true. */
export class Patience {
  readonly #environment: Environment;
  readonly #waiting = new Set<() => void>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Resolves when the condition holds, or when the time is up: with whether it holds. */
  async until(condition: () => boolean, patienceMs: number): Promise<boolean> {
    if (condition()) return true;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        cancel();
        this.#waiting.delete(look);
        resolve();
      };
      const look = (): void => {
        if (condition()) settle();
      };
      const cancel = this.#environment.after(patienceMs, settle);
      this.#waiting.add(look);
    });
    return condition();
  }

  /** Something has changed: those whose condition holds now go on. */
  look(): void {
    for (const look of this.#waiting) look();
  }
}
