import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { drained } from "../drained.ts";
import { ReaderProgress } from "../reader-progress.ts";
import type { LinePort } from "./line-port.ts";
import type { Flushable, Flusher } from "../websocket/flusher.ts";
import { piecesOf } from "./line-pieces.ts";

/** Bytes that may wait for a reader before it gets no more records (DEL-5). */
const highMarkBytes = 64 * 1024;
/** What a peer gets to read the last line and close its side before the socket is destroyed. */
const closeGraceMs = 2000;
/** Between two pieces: a program that reads what is there has read the one before. */
const pieceMs = 5;
/** Heartbeats that a line may take from its first byte to its end. */
const unfinishedBeats = 6;

/** Why the server gave a connection up. */
export type GivenUp = "slow" | "timeout";

export interface TcpPortParts {
  readonly socket: Socket;
  readonly flusher: Flusher;
  /** Number of the line that has begun and not ended; undefined for none. */
  readonly unfinishedLine: () => number | undefined;
  /** What lines are taken by. */
  readonly intake: { hold(): void; release(): void };
  /** Told once: the connection is about to be closed for that reason. */
  readonly onGivenUp: (why: GivenUp) => void;
}

/** One TCP connection: lines of a turn of the event loop leave in one write. */
export class TcpPort implements LinePort, Flushable {
  readonly #parts: TcpPortParts;
  readonly #socket: Socket;
  #outbox = "";
  #isClosing = false;
  /** What is left of the line that was begun: nothing else may be written before it. */
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

  /** In pieces of whole letters, a few milliseconds apart (SES-3): see `piecesOf`. */
  present(lines: readonly string[], signal: AbortSignal): Promise<void> {
    this.#presented = this.#presented.then(() => this.#present(lines, signal));
    return this.#presented;
  }

  async #present(lines: readonly string[], signal: AbortSignal): Promise<void> {
    // What is queued was said before.
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

  /** The line that was begun is ended at once: half a line is none, to who parses it. */
  #endLine(): void {
    if (this.#rest) this.#write(this.#rest);
    this.#rest = undefined;
    this.flush();
  }

  #write(data: string | Buffer): void {
    if (this.#socket.writable) this.#socket.write(data);
  }

  /** A FIN behind the last line. TCP has no codes: the line says why. */
  close(): void {
    if (this.#isClosing) return;
    this.#endLine();
    this.#isClosing = true;
    this.resume();
    const socket = this.#socket;
    socket.end();
    // What the peer still sends is read and forgotten: unread, it would make the system throw the last line away.
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
    // What the system takes at once never drains.
    this.flush();
    if (!socket.writableNeedDrain || signal.aborted || socket.destroyed) return Promise.resolve();
    return drained(socket, signal);
  }

  pause(): void {
    if (!this.#isClosing) this.#parts.intake.hold();
  }

  resume(): void {
    this.#parts.intake.release();
  }

  /** One heartbeat: gives up a reader that takes nothing of what waits for it, and half a line that goes on for ever. */
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
