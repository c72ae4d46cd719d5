/** When that which was appended goes to the disk. */
export interface CommitPace {
  /**
   * Called at each append, before the append returns. It MUST call `commit` for it soon, and MUST NOT before the turn
   * of the event loop is over: what one turn brings goes together. One call is enough for all that wait.
   */
  request(commit: () => void): void;
  /** How many milliseconds it took to tell everybody of a commit. */
  told(ms: number): void;
}

/** Commits at the end of each turn of the event loop. */
export class EachTurn implements CommitPace {
  #isAsked = false;

  request(commit: () => void): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    setImmediate(() => {
      this.#isAsked = false;
      commit();
    });
  }

  told(): void {}
}
