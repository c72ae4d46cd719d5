/** Those who wait until nothing is to be delivered any more. */
export class Settling {
  readonly #isSettled: () => boolean;
  #waiting: (() => void)[] = [];

  constructor(isSettled: () => boolean) {
    this.#isSettled = isSettled;
  }

  async settled(): Promise<void> {
    if (!this.#isSettled()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Something has changed. */
  look(): void {
    if (this.#isSettled()) for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
