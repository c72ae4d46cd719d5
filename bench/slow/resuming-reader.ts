import type { Role } from "../lib/dialect.ts";
import { marker, stampAt } from "../lib/message.ts";
import type { FrameSink } from "../lib/raw/frame-parser.ts";
import type { RawSocket, RawSocketOptions } from "../lib/raw/raw-socket.ts";

type Connect = (options: RawSocketOptions) => Promise<RawSocket>;

const idPattern = /"id":"(\d+@[\w-]+)"\}\}$/u;

/**
 * A reader of this server that can stall, and goes on behind the last item that it got when its connection was closed
 * meanwhile. It looks at the number in each message, so that it knows of one that is missing or comes twice.
 */
export class ResumingReader implements Pick<FrameSink, "payload" | "end"> {
  readonly #role: Role;
  readonly #connect: Connect;
  #socket: RawSocket | undefined;
  #parts: Buffer[] = [];
  #cursor: string | undefined;
  #last = 0;
  #disorder = 0;
  #connections = 0;

  constructor(role: Role, connect: Connect) {
    this.#role = role;
    this.#connect = connect;
  }

  /** Number of the newest message. */
  get last(): number {
    return this.#last;
  }

  /** Messages that were not the next one. */
  get disorder(): number {
    return this.#disorder;
  }

  get connections(): number {
    return this.#connections;
  }

  get isOpen(): boolean {
    return this.#socket?.isOpen ?? false;
  }

  async open(port: number): Promise<void> {
    const { path, opening } = this.#role;
    this.#parts = [];
    const socket = await this.#connect({ port, path, sink: this });
    this.#socket = socket;
    this.#connections += 1;
    for (const frame of opening) socket.send(this.#fromCursor(frame));
  }

  stall(): void {
    this.#socket?.pause();
  }

  goOn(): void {
    this.#socket?.resume();
  }

  payload(bytes: Buffer, start: number, end: number): void {
    this.#parts.push(Buffer.from(bytes.subarray(start, end)));
  }

  end(): void {
    const frame = Buffer.concat(this.#parts);
    this.#parts = [];
    for (let at = frame.indexOf(marker); at >= 0; at = frame.indexOf(marker, at + 1)) {
      const { index } = stampAt(frame, at);
      if (index !== this.#last + 1) this.#disorder += 1;
      this.#last = index;
    }
    const id = idPattern.exec(frame.toString("latin1", Math.max(0, frame.length - 100)))?.[1];
    if (id !== undefined) this.#cursor = id;
  }

  #fromCursor(frame: string): string {
    if (this.#cursor === undefined) return frame;
    return frame.replace(`"input":{}`, `"input":{},"lastEventId":"${this.#cursor}"`);
  }
}
