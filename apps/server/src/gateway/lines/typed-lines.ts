import type { LinePort } from "./line-port.ts";
import type { HeardLine } from "./peer-format.ts";

/** The number of waiting lines at which the port takes no more, and the number at which it does again. */
const highMark = 64;
const lowMark = 16;

/**
 * The typed lines that are not yet read, in order. A client that types faster than the log writes has to
 * wait.
 */
export class TypedLines {
  readonly #port: LinePort;
  #lines: HeardLine[] = [];
  #read = 0;
  #isPaused = false;
  #isOver = false;
  #changed = Promise.withResolvers<void>();

  constructor(port: LinePort) {
    this.#port = port;
  }

  push(line: HeardLine): void {
    if (this.#isOver) return;
    this.#lines.push(line);
    if (!this.#isPaused && this.#waiting >= highMark) {
      this.#isPaused = true;
      this.#port.pause();
    }
    this.#change();
  }

  /** Marks the end of input: the reader gets the remaining lines, then the end. */
  finish(): void {
    this.#isOver = true;
    this.#change();
  }

  /** Drops the remaining lines: the reader gets the end. */
  stop(): void {
    this.#lines = [];
    this.#read = 0;
    this.finish();
  }

  /** Resolves with the next line as soon as there is one; undefined at the end. */
  async next(): Promise<HeardLine | undefined> {
    while (this.#waiting === 0 && !this.#isOver) await this.#changed.promise;
    const line = this.#lines[this.#read];
    this.#read += 1;
    if (this.#waiting <= 0) {
      this.#lines = [];
      this.#read = 0;
    }
    if (this.#isPaused && this.#waiting <= lowMark) {
      this.#isPaused = false;
      this.#port.resume();
    }
    return line;
  }

  get #waiting(): number {
    return this.#lines.length - this.#read;
  }

  #change(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers<void>();
    resolve();
  }
}
