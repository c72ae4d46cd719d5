import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Transport } from "../session/session.ts";

/** Bytes that may wait in a socket before its readers are made to wait. */
const highMarkBytes = 256 * 1024;
/** What a closing client gets before its socket is destroyed. */
const closeGraceMs = 2000;

/** One WebSocket with what a session needs of it. */
export class Connection implements Transport {
  readonly socket: WebSocket;
  readonly #stream: Duplex;
  #alive = true;
  #timedOut = false;

  constructor(socket: WebSocket, stream: Duplex) {
    this.socket = socket;
    this.#stream = stream;
    const alive = (): void => {
      this.#alive = true;
    };
    socket.on("pong", alive).on("message", alive);
  }

  /** Whether it was the heartbeat that ended this connection. */
  get timedOut(): boolean {
    return this.#timedOut;
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), closeGraceMs).unref();
  }

  drained(signal: AbortSignal): Promise<void> {
    if (this.socket.bufferedAmount < highMarkBytes) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const settle = (): void => {
      this.#stream.off("drain", settle).off("close", settle);
      signal.removeEventListener("abort", settle);
      resolve();
    };
    // A closed socket never drains: who waits would wait for ever.
    this.#stream.once("drain", settle).once("close", settle);
    signal.addEventListener("abort", settle, { once: true });
    return promise;
  }

  /** One heartbeat: a peer that has been silent since the last one is gone (SES-6). */
  beat(): void {
    if (!this.#alive) {
      this.#timedOut = true;
      this.socket.terminate();
      return;
    }
    this.#alive = false;
    this.socket.ping();
  }
}
