/** Callers that wait until there is nothing left to deliver. */
export class Settling {
  readonly #isSettled: () => boolean;
  #waiting: (() => void)[] = [];

  constructor(isSettled: () => boolean) {
    this.#isSettled = isSettled;
  }

  async settled(): Promise<void> {
    if (!this.#isSettled()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Checks the condition again after a change. */
  look(): void {
    if (this.#isSettled()) for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
