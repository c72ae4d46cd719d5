import { WebSocket } from "ws";
import type { TemporaryServer } from "./running-server.ts";

/**
 * The smallest client that follows over tRPC: raw frames, parsed only on request. A load of hundreds of them
 * leaves the processor to the server.
 */
export class RawTrpcClient {
  readonly socket: WebSocket;
  readonly closed: Promise<void>;
  #requests = 1;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
    socket.on("error", () => undefined);
  }

  /** Connects; resolves when greeted; every later frame goes to `onFrame`. */
  static connect(
    { port }: TemporaryServer,
    name: string,
    onFrame: (text: string) => void = () => undefined,
  ): Promise<RawTrpcClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/trpc?connectionParams=1`);
    const client = new RawTrpcClient(socket);
    socket.once("open", () => {
      socket.send(JSON.stringify({ method: "connectionParams", data: { name } }));
      socket.send(
        JSON.stringify({ id: 1, method: "subscription", params: { path: "events.follow", input: {} } }),
      );
    });
    return new Promise((resolve, reject) => {
      socket.once("close", () => reject(new Error("closed before the greeting")));
      socket.on("message", (data: Buffer) => {
        const text = data.toString();
        if (text.includes('"welcome":')) resolve(client);
        else onFrame(text);
      });
    });
  }

  say(id: string, text: string): void {
    this.#requests += 1;
    const input = { id, room: "lobby", text };
    const request = { id: this.#requests, method: "mutation", params: { path: "message.send", input } };
    this.socket.send(JSON.stringify(request));
  }
}
