import type { Duplex } from "node:stream";
import { plainSocketOf, writeNow, type PlainSocket } from "./direct-write.ts";
import type { Flushable, Flusher } from "./flusher.ts";

/** The most bytes of one turn's frames that are copied together; more are handed to the system as a list. */
const copyBytes = 64 * 1024;

/**
 * The output of one WebSocket. All frames of a turn of the event loop are gathered and leave in one write, so
 * that answers and records keep one order and cost one system call. Frames are written past `ws`, which is
 * sound because each is whole and nothing is compressed; `ws` itself only writes control frames.
 */
export class Outbox implements Flushable {
  readonly #stream: Duplex;
  readonly #plain: PlainSocket | undefined;
  readonly #flusher: Flusher;
  #frames: Buffer[] = [];
  #bytes = 0;

  constructor(stream: Duplex, flusher: Flusher) {
    this.#stream = stream;
    this.#plain = plainSocketOf(stream);
    this.#flusher = flusher;
  }

  get isEmpty(): boolean {
    return this.#frames.length === 0;
  }

  /** The bytes that the system has not taken. */
  get waitingBytes(): number {
    return this.#bytes + this.#stream.writableLength;
  }

  push(frame: Buffer): void {
    if (this.#frames.length === 0) this.#flusher.schedule(this);
    this.#frames.push(frame);
    this.#bytes += frame.length;
  }

  flush(): void {
    const frames = this.#frames;
    const bytes = this.#bytes;
    this.#frames = [];
    this.#bytes = 0;
    if (frames.length === 0 || !this.#stream.writable) return;
    const [only] = frames;
    if (only && frames.length === 1) this.write(only);
    else if (bytes <= copyBytes) this.write(Buffer.concat(frames, bytes));
    else this.#writeList(frames);
  }

  /** Writes past the gathered frames. @returns false if bytes wait, so that their number has to be checked */
  write(bytes: Buffer): boolean {
    if (!this.#plain || this.#stream.writableLength > 0) return this.#stream.write(bytes);
    const written = writeNow(this.#plain, bytes);
    return written === bytes.length || this.#stream.write(bytes.subarray(written));
  }

  #writeList(frames: readonly Buffer[]): void {
    this.#stream.cork();
    for (const frame of frames) this.#stream.write(frame);
    this.#stream.uncork();
  }
}
