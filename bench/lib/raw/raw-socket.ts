import { connect, type Socket } from "node:net";
import { clientFrame, opcodes } from "./client-frame.ts";
import { FrameParser, type FrameSink } from "./frame-parser.ts";

export interface RawSocketOptions {
  readonly port: number;
  /** Path and query of the endpoint. */
  readonly path: string;
  /** The destination of the payloads. */
  readonly sink: Pick<FrameSink, "payload" | "end">;
}

const endOfHead = Buffer.from("\r\n\r\n");
const readBytes = 64 * 1024;

/** A WebSocket with nothing around it: a TCP socket that shakes hands and then parses frames in a shared buffer. */
export class RawSocket {
  readonly #tcp: Socket;
  readonly #parser: FrameParser;
  readonly #opened = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<number>();
  #head: Buffer | undefined = Buffer.alloc(0);
  #closeCode = 1006;
  #isOpen = true;

  private constructor({ port, path, sink }: RawSocketOptions, buffer: Buffer) {
    this.#parser = new FrameParser({
      payload: (bytes, start, end) => sink.payload(bytes, start, end),
      end: () => sink.end(),
      control: (opcode, payload) => this.#control(opcode, payload),
    });
    const callback = (length: number): boolean => {
      this.#read(buffer.subarray(0, length));
      return true;
    };
    this.#tcp = connect({ port, host: "127.0.0.1", noDelay: true, onread: { buffer, callback } });
    this.#tcp.on("connect", () => this.#tcp.write(upgradeRequest(port, path)));
    this.#tcp.on("error", (error) => this.#opened.reject(error));
    this.#tcp.on("close", () => {
      this.#isOpen = false;
      this.#opened.reject(new Error(`the connection to ${path} was closed before it was open`));
      this.#closed.resolve(this.#closeCode);
    });
    this.#opened.promise.catch(() => {});
  }

  /** Makes sockets that read into one buffer: each uses up what it has read before the next one reads. */
  static factory(): (options: RawSocketOptions) => Promise<RawSocket> {
    const buffer = Buffer.allocUnsafeSlow(readBytes);
    return async (options) => {
      const socket = new RawSocket(options, buffer);
      await socket.#opened.promise;
      return socket;
    };
  }

  /** Resolves with the close code of the server, 1006 if it gave none. */
  get closed(): Promise<number> {
    return this.#closed.promise;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(text: string): void {
    this.#tcp.write(clientFrame(opcodes.text, text));
  }

  /** Stops reading until `resume`, as a stalled reader does. */
  pause(): void {
    this.#tcp.pause();
  }

  resume(): void {
    this.#tcp.resume();
  }

  /** Cuts the connection without a word. */
  cut(): void {
    this.#tcp.resetAndDestroy();
  }

  #read(bytes: Buffer): void {
    if (!this.#head) {
      this.#parser.read(bytes, 0);
      return;
    }
    this.#head = Buffer.concat([this.#head, bytes]);
    const end = this.#head.indexOf(endOfHead);
    if (end < 0) return;
    const rest = this.#head;
    this.#head = undefined;
    const status = rest.toString("latin1", 0, rest.indexOf("\r\n"));
    if (!status.includes(" 101 ")) {
      this.#opened.reject(new Error(`the server refused the upgrade: ${status}`));
      this.cut();
      return;
    }
    this.#opened.resolve();
    this.#parser.read(rest, end + endOfHead.length);
  }

  #control(opcode: number, payload: Buffer): void {
    if (opcode === opcodes.ping) this.#tcp.write(clientFrame(opcodes.pong, payload));
    if (opcode !== opcodes.close) return;
    if (payload.length >= 2) this.#closeCode = payload.readUInt16BE(0);
    this.#tcp.end(clientFrame(opcodes.close, payload));
  }
}

const upgradeRequest = (port: number, path: string): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    "\r\n",
  ].join("\r\n");
