import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** The network between one person and the server: it may be gone, and it takes its time. */
export class Gate implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isOpen = true;
  /** The delay of each direction, in milliseconds. */
  latencyMs = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(port: number): Promise<Gate> {
    const server = createServer({ noDelay: true });
    const gate = new Gate(server);
    server.on("connection", (near) => gate.#join(near, port));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    if (!isOpen) this.cut();
  }

  /** Cuts every connection, without a word. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(near: Socket, port: number): void {
    if (!this.#isOpen) {
      near.destroy();
      return;
    }
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on("data", (bytes: Buffer) => {
        const { latencyMs } = this;
        if (latencyMs === 0) other.write(bytes);
        else setTimeout(() => other.write(bytes), latencyMs);
      });
      one.on("error", () => undefined);
      one.once("close", () => {
        this.#sockets.delete(one);
        setTimeout(() => other.destroy(), this.latencyMs);
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }
}
