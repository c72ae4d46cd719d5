import { once } from "node:events";
import { WebSocket } from "ws";

export interface CallerOptions {
  readonly port: number;
  readonly name: string;
  /** The address that it seems to come from, at a server that trusts this machine as a proxy. */
  readonly address?: string;
  /** Called with every frame that is not an answer. */
  readonly onFrame?: (text: string) => void;
}

/** Requests over one socket of tRPC, as plain as they can be. */
export class Caller {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<void>>();
  #requests = 0;

  private constructor(socket: WebSocket, onFrame: (text: string) => void) {
    this.#socket = socket;
    socket.on("error", () => undefined);
    socket.once("close", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("The connection was closed."));
    });
    socket.on("message", (data: Buffer) => this.#hear(data.toString(), onFrame));
  }

  static async connect({ port, name, address, onFrame = () => undefined }: CallerOptions): Promise<Caller> {
    const headers = address === undefined ? {} : { "X-Forwarded-For": address };
    const url = `ws://127.0.0.1:${port}/trpc?connectionParams=1`;
    const socket = new WebSocket(url, { perMessageDeflate: false, headers });
    await once(socket, "open");
    const caller = new Caller(socket, onFrame);
    socket.send(JSON.stringify({ method: "connectionParams", data: { name } }));
    await caller.ask("room.list", {}, "query");
    return caller;
  }

  /** @throws {Error} with the refusal, or if the connection closes first */
  ask(path: string, input: object, method: "query" | "mutation" = "mutation"): Promise<void> {
    this.#requests += 1;
    const waiting = Promise.withResolvers<void>();
    this.#waiting.set(this.#requests, waiting);
    this.#socket.send(JSON.stringify({ id: this.#requests, method, params: { path, input } }));
    return waiting.promise;
  }

  /** Everything that happens in its rooms from now on goes to `onFrame`. */
  follow(): void {
    const params = { path: "events.follow", input: {} };
    this.#socket.send(JSON.stringify({ id: 0, method: "subscription", params }));
  }

  close(): void {
    this.#socket.terminate();
  }

  #hear(text: string, onFrame: (text: string) => void): void {
    if (text.startsWith('{"id":0,')) {
      onFrame(text);
      return;
    }
    const { id, error } = JSON.parse(text) as { id: number; error?: { message: string } };
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve();
  }
}
