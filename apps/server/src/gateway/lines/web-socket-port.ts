import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { textFrame } from "../../delivery/frame.ts";
import type { Intake } from "../intake.ts";
import { outputOf, type Output } from "../reader-progress.ts";
import type { Connection } from "../websocket/connection.ts";
import type { LinePort } from "./line-port.ts";
import type { TypedLine } from "./line-splitter.ts";

export type LineIntake = Intake<Uint8Array, TypedLine>;

export interface WebSocketPortParts {
  readonly connection: Connection;
  readonly socket: WebSocket;
  /** The stream under the socket. */
  readonly stream: Duplex;
  readonly intake: LineIntake;
  readonly frames: LineFrames;
}

/**
 * Turns lines into frames. The lines of a record are the same array for everybody: their frames are made
 * once.
 */
export class LineFrames {
  readonly #made = new WeakMap<readonly string[], Buffer>();

  of(lines: readonly string[]): Buffer {
    let frames = this.#made.get(lines);
    if (!frames) this.#made.set(lines, (frames = framesOf(lines)));
    return frames;
  }
}

const framesOf = (lines: readonly string[]): Buffer => {
  const [first = "", ...more] = lines;
  return more.length === 0 ? textFrame(first) : Buffer.concat(lines.map(textFrame));
};

/** The characters that are written before checking whether the connection takes more. */
const batchCharacters = 16 * 1024;

/** A WebSocket as a port for lines. */
export class WebSocketPort implements LinePort {
  readonly #connection: Connection;
  readonly #socket: WebSocket;
  readonly #intake: LineIntake;
  readonly #stream: Duplex;
  readonly #frames: LineFrames;

  constructor({ connection, socket, stream, intake, frames }: WebSocketPortParts) {
    this.#connection = connection;
    this.#socket = socket;
    this.#stream = stream;
    this.#intake = intake;
    this.#frames = frames;
  }

  write(lines: readonly string[]): void {
    if (lines.length === 0 || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#connection.enqueue(this.#frames.of(lines));
  }

  async present(lines: readonly string[], signal: AbortSignal): Promise<void> {
    let batch: string[] = [];
    let length = 0;
    for (const line of lines) {
      batch.push(line);
      length += line.length;
      if (length < batchCharacters) continue;
      this.write(batch);
      batch = [];
      length = 0;
      await this.drained(signal);
    }
    this.write(batch);
    await this.drained(signal);
  }

  close(code: number, reason: string): void {
    this.#connection.close(code, reason);
  }

  get isCongested(): boolean {
    return this.#connection.isCongested;
  }

  drained(signal: AbortSignal): Promise<void> {
    // Output that the system takes at once causes no drain event, nor does a closed socket.
    if (this.isCongested) this.#connection.flush();
    return this.#socket.readyState === this.#socket.CLOSED
      ? Promise.resolve()
      : this.#connection.drained(signal);
  }

  get output(): Output {
    this.#connection.flush();
    return outputOf(this.#stream);
  }

  pause(): void {
    this.#intake.hold();
  }

  resume(): void {
    this.#intake.release();
  }
}
