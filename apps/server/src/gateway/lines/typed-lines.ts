import type { LinePort } from "./line-port.ts";
import type { HeardLine } from "./peer-format.ts";

/** Lines that may wait before the port takes no more, and how few are left when it does again. */
const highMark = 64;
const lowMark = 16;

/** Lines that were typed and not yet read, in order. Who types faster than the log writes is made to wait. */
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

  /** No more will come: who reads gets what is there, then the end. */
  finish(): void {
    this.#isOver = true;
    this.#change();
  }

  /** Forgets what is there: who reads gets the end. */
  stop(): void {
    this.#lines = [];
    this.#read = 0;
    this.finish();
  }

  /** The next line as soon as there is one; undefined at the end. */
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
