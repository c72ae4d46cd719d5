import { once } from "node:events";
import { WebSocketServer, type WebSocket } from "ws";

/** A request on the wire of tRPC. */
export interface WireRequest {
  readonly id: number;
  readonly method: "subscription" | "subscription.stop" | "query" | "mutation";
  readonly params: { readonly path: string; readonly input?: unknown; readonly lastEventId?: string };
}

type Frame = Record<string, unknown>;

/** One connection as the server sees it: a test reads the requests and writes the answers. */
export class RawConnection {
  readonly socket: WebSocket;
  readonly url: string;
  readonly received: string[] = [];
  readonly #waiting = new Set<() => void>();
  close: { code: number; reason: string } | undefined;

  constructor(socket: WebSocket, url: string) {
    this.socket = socket;
    this.url = url;
    socket.on("message", (data: Buffer) => {
      this.received.push(data.toString());
      this.#look();
    });
    socket.on("close", (code, reason) => {
      this.close = { code, reason: reason.toString() };
      this.#look();
    });
  }

  /** The frames that are JSON, with the requests of one frame split. */
  get frames(): readonly Frame[] {
    const texts = this.received.filter((text) => text !== "PING" && text !== "PONG");
    return texts.flatMap((text): readonly Frame[] => {
      const frame: Frame | Frame[] = JSON.parse(text);
      return Array.isArray(frame) ? frame : [frame];
    });
  }

  /** Waits for a request. */
  async request(path: string): Promise<WireRequest> {
    const find = (): WireRequest | undefined =>
      this.frames
        .filter((frame): frame is Frame & WireRequest => "params" in frame)
        .find(({ params }) => params.path === path);
    await this.until(() => find() !== undefined);
    const request = find();
    if (!request) throw new Error(`no ${path}`);
    return request;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  send(frame: unknown): void {
    this.socket.send(JSON.stringify(frame));
  }

  answer({ id }: WireRequest, data: unknown): void {
    this.send({ id, result: { type: "data", data } });
  }

  refuse({ id }: WireRequest, message: string, data: unknown): void {
    this.send({ id, error: { code: -32_000, message, data } });
  }

  item({ id }: WireRequest, eventId: string, data: unknown): void {
    this.send({ id, result: { type: "data", id: eventId, data: { id: eventId, data } } });
  }

  #look(): void {
    for (const look of this.#waiting) look();
    this.#waiting.clear();
  }
}

/** A WebSocket server that does nothing by itself. */
export class RawServer implements AsyncDisposable {
  readonly connections: RawConnection[] = [];
  /** Called with each connection at once. */
  onConnection: (connection: RawConnection) => void = () => undefined;
  readonly #server: WebSocketServer;
  readonly #waiting = new Set<() => void>();

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on("connection", (socket, request) => {
      const connection = new RawConnection(socket, request.url ?? "");
      this.connections.push(connection);
      this.onConnection(connection);
      for (const look of this.#waiting) look();
      this.#waiting.clear();
    });
  }

  static async start(): Promise<RawServer> {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    await once(server, "listening");
    return new RawServer(server);
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  async connection(index = 0): Promise<RawConnection> {
    for (;;) {
      const connection = this.connections[index];
      if (connection) return connection;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { socket } of this.connections) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
