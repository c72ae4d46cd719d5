import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { WebSocket } from "ws";
import type { TemporaryServer } from "./running-server.ts";
import { until } from "./until.ts";

/** The end of a connection: TCP has no codes. */
export interface Close {
  readonly code?: number;
  readonly reason?: string;
}

export interface TextClientOptions {
  readonly name?: string;
  readonly locale?: string;
}

/** A person at a text gateway: typed input, and every line that came. */
export abstract class TextClient implements AsyncDisposable {
  readonly lines: string[] = [];
  /** If set, gets the lines, which are then not kept. */
  onLine: ((line: string) => void) | undefined;
  readonly #close = Promise.withResolvers<Close>();
  #isClosed = false;

  /** Resolves when the connection is closed, whoever closed it. */
  get closed(): Promise<Close> {
    return this.#close.promise;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  abstract type(...lines: readonly string[]): void;
  /** Sends bytes as they are: TCP bytes, or one binary frame. */
  abstract sendBytes(bytes: Uint8Array): void;
  /** Closes like a program that ends normally. */
  abstract leave(): void;
  /** Disappears without closing. */
  abstract vanish(): void;
  /** Stops reading; `goOn` resumes. */
  abstract stall(): void;
  abstract goOn(): void;

  /** Resolves with the first line from `from` on that has this text. */
  async sees(text: string | RegExp, from = 0): Promise<string> {
    const fits = (line: string): boolean =>
      typeof text === "string" ? line.includes(text) : text.test(line);
    const shown = (): string =>
      `«${String(text)}» among\n${this.lines
        .slice(from)
        .slice(-20)
        .map((line) => line.slice(0, 100))
        .join("\n")}`;
    return until(shown, () => this.lines.slice(from).find(fits));
  }

  /** Types a line; resolves with the first new line that has this text. */
  async ask(line: string, answer: string | RegExp): Promise<string> {
    const from = this.lines.length;
    this.type(line);
    return this.sees(answer, from);
  }

  protected take(line: string): void {
    if (this.onLine) this.onLine(line);
    else this.lines.push(line);
  }

  protected settle(close: Close): void {
    this.#isClosed = true;
    this.#close.resolve(close);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.vanish();
    await this.closed;
  }
}

export class WebSocketClient extends TextClient {
  readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    super();
    this.socket = socket;
    socket.on("message", (data: Buffer) => this.take(data.toString()));
    socket.on("error", () => undefined);
    socket.on("close", (code, reason) => this.settle({ code, reason: reason.toString() }));
  }

  /** Connects at a path; does not wait for the greeting. */
  static dial({ port }: TemporaryServer, path: string): WebSocketClient {
    return new WebSocketClient(new WebSocket(`ws://127.0.0.1:${port}${path}`));
  }

  /** Connects; resolves when greeted. */
  static async connect(
    server: TemporaryServer,
    { name, locale }: TextClientOptions = {},
  ): Promise<WebSocketClient> {
    const query = new URLSearchParams({ ...(name && { name }), ...(locale && { locale }) });
    const client = WebSocketClient.dial(server, `/?${query.toString()}`);
    await client.sees("#lobby");
    return client;
  }

  type(...lines: readonly string[]): void {
    for (const line of lines) this.socket.send(line);
  }

  sendBytes(bytes: Uint8Array): void {
    this.socket.send(bytes);
  }

  leave(): void {
    this.socket.close(1000);
  }

  vanish(): void {
    this.socket.terminate();
  }

  stall(): void {
    this.socket.pause();
  }

  goOn(): void {
    this.socket.resume();
  }
}

export class TcpClient extends TextClient {
  readonly socket: Socket;
  #rest = "";

  private constructor(socket: Socket) {
    super();
    this.socket = socket;
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      const lines = (this.#rest + text).split("\n");
      this.#rest = lines.pop() ?? "";
      for (const line of lines) this.take(line);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => this.settle({}));
  }

  /** Connects and sends a text at once, as programs do. */
  static begin({ tcpPort }: TemporaryServer, text: string): TcpClient {
    const socket = connect({ port: tcpPort, host: "127.0.0.1", noDelay: true });
    socket.write(text);
    return new TcpClient(socket);
  }

  /** Connects and reads; resolves before the greeting. */
  static async dial({ tcpPort }: TemporaryServer): Promise<TcpClient> {
    const socket = connect({ port: tcpPort, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    return new TcpClient(socket);
  }

  /** Connects; resolves when greeted, named, and addressed in its language. */
  static async connect(
    server: TemporaryServer,
    { name, locale }: TextClientOptions = {},
  ): Promise<TcpClient> {
    const client = await TcpClient.dial(server);
    await client.sees("#lobby");
    if (locale) await client.ask(`/lang ${locale}`, /English|по-русски/u);
    if (name) await client.ask(`/nick ${name}`, /^(?:Теперь вы|You are) /u);
    return client;
  }

  type(...lines: readonly string[]): void {
    this.socket.write(lines.map((line) => `${line}\n`).join(""));
  }

  sendBytes(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  leave(): void {
    this.socket.end();
  }

  vanish(): void {
    this.socket.resetAndDestroy();
  }

  stall(): void {
    this.socket.pause();
  }

  goOn(): void {
    this.socket.resume();
  }
}
