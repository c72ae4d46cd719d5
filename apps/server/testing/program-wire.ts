import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { WebSocket } from "ws";
import type { TemporaryServer } from "./running-server.ts";
import { until } from "./until.ts";

/**
 * A program at a text gateway, as simple as people write them: its output is sent unchanged, its input is
 * decoded piece by piece.
 */
export abstract class ProgramWire implements AsyncDisposable {
  /**
   * The input, each piece decoded by itself, as `recv(1024).decode()` does: half a letter is an exception.
   */
  heard = "";
  failure: unknown;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });

  abstract send(bytes: string | Uint8Array): void;
  abstract [Symbol.asyncDispose](): Promise<void>;

  async hears(text: string): Promise<void> {
    await until(
      () => `«${text}» in\n${this.heard.slice(-600)}`,
      () => this.heard.includes(text),
    );
    if (this.failure !== undefined) throw this.failure;
  }

  protected take(piece: Uint8Array): void {
    try {
      this.heard += this.#decoder.decode(withoutTelnet(piece));
    } catch (error) {
      this.failure ??= error;
    }
  }
}

const iac = 0xff;

/** Returns what a telnet program shows: answers to its commands are not text. */
const withoutTelnet = (piece: Uint8Array): Uint8Array => {
  const start = piece.indexOf(iac);
  if (start < 0) return piece;
  const rest = withoutTelnet(piece.subarray(start + 3));
  return Buffer.concat([piece.subarray(0, start), rest]);
};

/**
 * Reads like `socket.recv(1024)`: all available data. A full read is pieces that arrived together because
 * this machine had no time for this program: a cut there is not the server's fault, and reading goes on.
 */
export class TcpWire extends ProgramWire {
  readonly #socket: Socket;
  #late = Buffer.alloc(0);

  private constructor(port: number) {
    super();
    const take = (length: number, buffer: Uint8Array): boolean => {
      const read = Buffer.concat([this.#late, buffer.subarray(0, length)]);
      const isFull = length === buffer.length;
      this.#late = isFull ? read : Buffer.alloc(0);
      if (!isFull) this.take(read);
      return true;
    };
    const onread = { buffer: Buffer.alloc(1024), callback: take };
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true, onread });
    this.#socket.on("error", () => undefined);
  }

  static async open({ tcpPort }: TemporaryServer): Promise<TcpWire> {
    const wire = new TcpWire(tcpPort);
    await once(wire.#socket, "connect");
    return wire;
  }

  send(bytes: string | Uint8Array): void {
    this.#socket.write(bytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#socket.destroyed) return;
    this.#socket.destroy();
    await once(this.#socket, "close");
  }
}

/** A program at the WebSocket gateway: a frame is a piece. */
export class WebSocketWire extends ProgramWire {
  readonly #socket: WebSocket;

  private constructor(url: string) {
    super();
    this.#socket = new WebSocket(url);
    this.#socket.on("message", (data: Buffer) => {
      this.take(data);
      this.heard += "\n";
    });
    this.#socket.on("error", () => undefined);
  }

  static async open({ port }: TemporaryServer, path = "/"): Promise<WebSocketWire> {
    const wire = new WebSocketWire(`ws://127.0.0.1:${port}${path}`);
    await once(wire.#socket, "open");
    return wire;
  }

  /** Sends a text as a text frame, bytes as a binary frame. */
  send(bytes: string | Uint8Array): void {
    this.#socket.send(bytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#socket.readyState === this.#socket.CLOSED) return;
    const closed = once(this.#socket, "close");
    this.#socket.terminate();
    await closed;
  }
}
