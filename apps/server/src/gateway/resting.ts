import type { WebSocket } from "ws";

/** What a frame comes with. */
export type Frame = readonly [bytes: Buffer, isBinary: boolean, listener: Parameters<WebSocket["on"]>[1]];

/**
 * A socket that is not read for a while (LIM-1). What the system has handed over already waits in order: no more than
 * one read of the socket; what its peer sends beyond that stays with the peer.
 */
export class Resting {
  readonly #socket: WebSocket;
  readonly #hear: (...frame: Frame) => void;
  #waiting: Frame[] | undefined;

  constructor(socket: WebSocket, hear: (...frame: Frame) => void) {
    this.#socket = socket;
    this.#hear = hear;
  }

  get isResting(): boolean {
    return this.#waiting !== undefined;
  }

  rest(forMs: number): void {
    if (this.#pause()) setTimeout(() => this.#goOn(), forMs).unref();
  }

  /** Lets the others have their turn of the event loop. */
  letOthers(): void {
    if (this.#pause()) setImmediate(() => this.#goOn());
  }

  #pause(): boolean {
    if (this.#waiting) return false;
    this.#waiting = [];
    this.#socket.pause();
    return true;
  }

  /** Whether a frame has to wait. */
  holds(...frame: Frame): boolean {
    this.#waiting?.push(frame);
    return this.isResting;
  }

  /** Reads on, so that the answer to a close is seen. */
  wake(): void {
    if (this.#waiting) this.#socket.resume();
  }

  /** Takes what waited, as far as to the next rest. */
  #goOn(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    let heard = 0;
    for (const frame of waiting) {
      if (this.isResting || this.#socket.readyState === this.#socket.CLOSED) break;
      this.#hear(...frame);
      heard += 1;
    }
    if (this.#waiting === undefined) this.#socket.resume();
    else this.#waiting = waiting.slice(heard);
  }
}
