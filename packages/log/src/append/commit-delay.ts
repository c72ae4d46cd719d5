/** How long what was appended may wait for more before it goes to the disk. */
export interface CommitDelay {
  /**
   * Called at each append, before the append returns. It MUST call `commit` for it soon, and MUST NOT before the turn
   * of the event loop is over: what one turn brings goes together. One call is enough for all that wait.
   */
  request(commit: () => void): void;
  /** Called behind each commit with the milliseconds that its listeners took. */
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
