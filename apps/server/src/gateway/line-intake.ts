/** Lines of one turn of the event loop that are taken before the others have theirs (DEL-6). */
const linesOfTurn = 256;

export interface LineIntakeParts<Line> {
  /** Cuts what one read, or one frame, has brought. */
  readonly cut: (bytes: Uint8Array) => Iterable<Line>;
  readonly take: (line: Line) => void;
  /** Told when all lines of one read were taken, and whether there were any. */
  readonly onTaken?: (bytes: Uint8Array, hasLines: boolean) => void;
  /** Told what a cut has thrown: no line behind that is taken. */
  readonly onError: (error: unknown, bytes: Uint8Array) => void;
  /** Of the socket; called in turns, beginning with `pause`. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/** One read that is being taken. */
interface Read<Line> {
  readonly bytes: Uint8Array;
  readonly lines: Iterator<Line>;
  hasLines: boolean;
}

/**
 * Takes lines no faster than they are wanted, and so many in one turn: what comes at once may have tens of thousands of
 * them, and nobody else would be heard before the last one. What waits, waits as it came, and is hardly more than one
 * read; the rest stays with the peer.
 */
export class LineIntake<Line> {
  readonly #parts: LineIntakeParts<Line>;
  #waiting: Read<Line>[] = [];
  #isHeld = false;
  #isPaused = false;
  #isDue = false;
  #then: (() => void) | undefined;

  constructor(parts: LineIntakeParts<Line>) {
    this.#parts = parts;
  }

  receive(bytes: Uint8Array): void {
    this.#waiting.push({ bytes, lines: this.#parts.cut(bytes)[Symbol.iterator](), hasLines: false });
    if (!this.#isPaused) this.#take(linesOfTurn);
  }

  /** No line is wanted until `release`. */
  hold(): void {
    this.#isHeld = true;
    this.#pause();
  }

  release(): void {
    this.#isHeld = false;
    this.#takeLater();
  }

  /** Nothing comes any more; `then` is called when everything is taken. */
  finish(then: () => void): void {
    this.#then = then;
    if (!this.#isPaused) this.#take(linesOfTurn);
  }

  /** Takes what waits at once, wanted or not: nobody is there any more. */
  drain(): void {
    this.#take(Number.POSITIVE_INFINITY);
  }

  #take(most: number): void {
    let left = most;
    for (let [read] = this.#waiting; read && left > 0; [read] = this.#waiting) {
      if (this.#isHeld && Number.isFinite(most)) return;
      left = this.#takeOf(read, left);
    }
    if (this.#waiting.length === 0) this.#goOn();
    else {
      this.#pause();
      this.#takeLater();
    }
  }

  /** Returns how many more may be taken of other reads. */
  #takeOf(read: Read<Line>, most: number): number {
    try {
      for (let left = most; left > 0; left -= 1) {
        if (this.#isHeld && Number.isFinite(most)) return left;
        const next = read.lines.next();
        if (next.done === true) {
          this.#waiting.shift();
          this.#parts.onTaken?.(read.bytes, read.hasLines);
          return left;
        }
        read.hasLines = true;
        this.#parts.take(next.value);
      }
      return 0;
    } catch (error) {
      this.#waiting = [];
      this.#parts.onError(error, read.bytes);
      return most;
    }
  }

  #goOn(): void {
    if (this.#isHeld) return;
    const then = this.#then;
    this.#then = undefined;
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#parts.resume();
    }
    then?.();
  }

  #pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#parts.pause();
  }

  #takeLater(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      if (!this.#isHeld) this.#take(linesOfTurn);
    });
  }
}
