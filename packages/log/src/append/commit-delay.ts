/** The time that appends may wait for others before they go to the disk. */
export interface CommitDelay {
  /**
   * Called at each append, before the append returns. It MUST call `commit` for it soon, but MUST NOT before
   * the turn of the event loop is over: all appends of a turn go together. One call is enough for all waiting
   * appends.
   */
  request(commit: () => void): void;
  /** Called after each commit with the milliseconds that its listeners took. */
  observe(listenersMs: number): void;
}

/** Commits at the end of each turn of the event loop. */
export class NoDelay implements CommitDelay {
  #isAsked = false;

  request(commit: () => void): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    setImmediate(() => {
      this.#isAsked = false;
      commit();
    });
  }

  observe(): void {}
}
