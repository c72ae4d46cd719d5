import { once } from "node:events";
import { WebSocket } from "ws";

interface Question {
  readonly query: string;
  readonly order: string;
}

/** One client that searches, in plain frames of tRPC. */
export class Asker implements AsyncDisposable {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      const {
        id,
        result,
        error,
      }: { id?: unknown; result?: { data?: unknown }; error?: { message?: string } } = Object(
        JSON.parse(data.toString()),
      );
      const waiting = this.#waiting.get(Number(id));
      this.#waiting.delete(Number(id));
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result?.data);
    });
  }

  /** Comes into all rooms of the log. */
  static async come(port: number): Promise<Asker> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/trpc?connectionParams=1`);
    await once(socket, "open");
    socket.send(JSON.stringify({ method: "connectionParams", data: { name: "Вера" } }));
    const asker = new Asker(socket);
    for (let room = 1; room < 20; room += 1)
      await asker.#ask("mutation", "room.join", { room: `room${room}` }).catch(() => undefined);
    return asker;
  }

  /** Resolves with the number of hits. */
  async search(question: Question): Promise<number> {
    const { hits }: { hits?: readonly unknown[] } = Object(
      await this.#ask("query", "search.messages", question),
    );
    return hits?.length ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await once(this.#socket, "close");
  }

  #ask(method: "query" | "mutation", path: string, input: object): Promise<unknown> {
    this.#asked += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#asked, waiting);
    this.#socket.send(JSON.stringify({ id: this.#asked, method, params: { path, input } }));
    return waiting.promise;
  }
}
