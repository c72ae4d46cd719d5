import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { drained } from "../drained.ts";
import { outputOf, ReaderProgress, type Output } from "../reader-progress.ts";
import type { LinePort } from "./line-port.ts";
import type { Flushable, Flusher } from "../websocket/flusher.ts";
import { piecesOf } from "./line-pieces.ts";

/** The most bytes that may wait for a reader before it gets no more records (DEL-5). */
const highMarkBytes = 64 * 1024;
/** The time that a peer has to read the last line and close its side before the socket is destroyed. */
const closeGraceMs = 2000;
/** The time between two pieces: a program that reads available data has read the previous one. */
const pieceMs = 5;
/** The most heartbeats that a line may take from its first byte to its end. */
const unfinishedBeats = 6;

/** The reason why the server gave a connection up. */
export type GivenUp = "slow" | "timeout";

export interface TcpPortParts {
  readonly socket: Socket;
  readonly flusher: Flusher;
  /** The number of the line that has begun and not ended; undefined if there is none. */
  readonly unfinishedLine: () => number | undefined;
  /** The intake of lines. */
  readonly intake: { hold(): void; release(): void };
  /** Called once with the reason before the connection is closed. */
  readonly onGivenUp: (why: GivenUp) => void;
}

/** A TCP connection: the lines of a turn of the event loop leave in one write. */
export class TcpPort implements LinePort, Flushable {
  readonly #parts: TcpPortParts;
  readonly #socket: Socket;
  #outbox = "";
  #isClosing = false;
  /** The rest of the line that was begun: nothing else may be written before it. */
  #rest: Buffer | undefined;
  #presented = Promise.resolve();
  #presentedAt = Number.NEGATIVE_INFINITY;
  #isGivenUp = false;
  readonly #progress = new ReaderProgress();
  #unfinishedLine: number | undefined;
  #unfinishedBeats = 0;

  constructor(parts: TcpPortParts) {
    this.#parts = parts;
    this.#socket = parts.socket;
  }

  write(lines: readonly string[]): void {
    if (this.#isClosing || lines.length === 0) return;
    if (this.#outbox === "") this.#parts.flusher.schedule(this);
    for (const line of lines) this.#outbox += `${line}\n`;
  }

  flush(): void {
    if (this.#rest) return;
    const text = this.#outbox;
    this.#outbox = "";
    if (text !== "") this.#write(text);
  }

  /** Writes lines in pieces of whole letters, a few milliseconds apart (SES-3): see `piecesOf`. */
  present(lines: readonly string[], signal: AbortSignal): Promise<void> {
    this.#presented = this.#presented.then(() => this.#present(lines, signal));
    return this.#presented;
  }

  async #present(lines: readonly string[], signal: AbortSignal): Promise<void> {
    // The queued lines come first.
    this.flush();
    for (const { bytes, rest } of piecesOf(lines)) {
      const waitMs = this.#presentedAt + pieceMs - performance.now();
      if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (this.#isClosing || signal.aborted) break;
      this.#presentedAt = performance.now();
      this.#write(bytes);
      this.#rest = rest.length > 0 ? rest : undefined;
      this.flush();
      await this.drained(signal);
    }
    this.#endLine();
  }

  /** Ends the line that was begun at once: half a line is useless to a parser. */
  #endLine(): void {
    if (this.#rest) this.#write(this.#rest);
    this.#rest = undefined;
    this.flush();
  }

  #write(data: string | Buffer): void {
    if (this.#socket.writable) this.#socket.write(data);
  }

  /** Sends a FIN after the last line. TCP has no codes: the line states the reason. */
  close(): void {
    if (this.#isClosing) return;
    this.#endLine();
    this.#isClosing = true;
    this.resume();
    const socket = this.#socket;
    socket.end();
    // Later input is read and dropped: left unread, it would make the system discard the last line.
    socket.resume();
    const grace = setTimeout(() => socket.destroy(), closeGraceMs);
    socket.once("close", () => clearTimeout(grace));
  }

  get isCongested(): boolean {
    return this.#socket.writableLength + this.#outbox.length > highMarkBytes;
  }

  drained(signal: AbortSignal): Promise<void> {
    const socket = this.#socket;
    if (!this.isCongested) return Promise.resolve();
    // Output that the system takes at once causes no drain event.
    this.flush();
    if (!socket.writableNeedDrain || signal.aborted || socket.destroyed) return Promise.resolve();
    return drained(socket, signal);
  }

  get output(): Output {
    this.flush();
    const { takenBytes, waitingBytes } = outputOf(this.#socket);
    return { takenBytes, waitingBytes: waitingBytes + Buffer.byteLength(this.#outbox) };
  }

  pause(): void {
    if (!this.#isClosing) this.#parts.intake.hold();
  }

  resume(): void {
    this.#parts.intake.release();
  }

  /**
   * Handles a heartbeat: gives up a reader that takes none of the waiting output, and a line that never ends.
   */
  beat(stalledBeats: number): void {
    if (this.#isClosing) return;
    const stalled = this.#progress.beat(this.#socket);
    const line = this.#parts.unfinishedLine();
    this.#unfinishedBeats =
      line !== undefined && line === this.#unfinishedLine ? this.#unfinishedBeats + 1 : 0;
    this.#unfinishedLine = line;
    if (stalled >= stalledBeats) this.#giveUp("slow");
    else if (this.#unfinishedBeats >= unfinishedBeats) this.#giveUp("timeout");
  }

  #giveUp(why: GivenUp): void {
    if (this.#isGivenUp) return;
    this.#isGivenUp = true;
    this.#parts.onGivenUp(why);
  }
}
