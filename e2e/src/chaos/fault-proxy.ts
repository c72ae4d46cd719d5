import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Random } from "./random.ts";

/** The faults that can happen to the bytes of one connection. */
export const faults = ["cut", "freeze", "delay", "split", "merge", "dropAnswers", "dropRequests"] as const;
export type Fault = (typeof faults)[number];

/** One direction of a connection: bytes go in, and come out as the fault determines. */
class Pipe {
  readonly #to: Socket;
  readonly #random: Random;
  #fault: Fault | undefined;
  #held: Buffer[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(to: Socket, random: Random) {
    this.#to = to;
    this.#random = random;
  }

  /** Sets the fault for the bytes sent from now on; `undefined` heals. */
  set fault(fault: Fault | undefined) {
    // Bytes never overtake one another: held bytes go first, whatever comes next.
    this.#release();
    this.#fault = fault;
  }

  write(bytes: Buffer): void {
    switch (this.#fault) {
      case undefined:
        this.#to.write(bytes);
        return;
      case "split":
        for (let start = 0; start < bytes.length;) {
          const end = start + 1 + this.#random.below(7);
          this.#to.write(bytes.subarray(start, end));
          start = end;
        }
        return;
      case "merge":
      case "delay":
        this.#held.push(bytes);
        this.#timer ??= setTimeout(
          () => this.#release(),
          this.#fault === "delay" ? 40 + this.#random.below(120) : 30,
        );
        return;
      case "freeze":
        this.#held.push(bytes);
        return;
      case "dropAnswers":
      case "dropRequests":
      case "cut":
        // Swallowed: the connection is cut before anything could come after it.
        return;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#held = [];
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = this.#held;
    this.#held = [];
    if (held.length > 0 && !this.#to.destroyed) this.#to.write(Buffer.concat(held));
  }
}

/** A client's connection through the proxy. */
class Link {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #up: Pipe;
  readonly #down: Pipe;
  #timer: NodeJS.Timeout | undefined;
  #isDoomed = false;

  constructor(client: Socket, server: Socket, random: Random) {
    this.#client = client;
    this.#server = server;
    this.#up = new Pipe(server, random);
    this.#down = new Pipe(client, random);
    client.on("data", (bytes) => this.#up.write(bytes));
    server.on("data", (bytes) => this.#down.write(bytes));
    for (const socket of [client, server]) socket.on("error", () => this.cut()).on("close", () => this.cut());
  }

  /** Makes a fault for a while; a cut, and swallowed bytes, end the connection. */
  suffer(fault: Fault, ms: number): void {
    // Swallowed bytes never come back: no network goes on after that, so nothing may heal it.
    if (this.#isDoomed) return;
    if (fault === "cut") {
      this.cut();
      return;
    }
    clearTimeout(this.#timer);
    if (fault !== "dropAnswers") this.#up.fault = fault;
    if (fault !== "dropRequests") this.#down.fault = fault;
    this.#isDoomed = fault === "dropAnswers" || fault === "dropRequests";
    this.#timer = setTimeout(() => (this.#isDoomed ? this.cut() : this.heal()), ms);
  }

  heal(): void {
    if (this.#isDoomed) return;
    clearTimeout(this.#timer);
    this.#up.fault = undefined;
    this.#down.fault = undefined;
  }

  cut(): void {
    clearTimeout(this.#timer);
    this.#up.stop();
    this.#down.stop();
    this.#client.destroy();
    this.#server.destroy();
  }
}

/** A network between clients and a server, with the faults that networks have. */
export class FaultProxy implements AsyncDisposable {
  readonly #listener: Server;
  readonly #random: Random;
  readonly #links = new Set<Link>();
  /** Port of the server; may change when the server comes back elsewhere. */
  target: number;

  private constructor(target: number, random: Random) {
    this.target = target;
    this.#random = random;
    this.#listener = createServer((client) => this.#link(client));
  }

  static async start(target: number, random: Random): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, random);
    await once(proxy.#listener.listen(0, "127.0.0.1"), "listening");
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  /** Does one fault to one connection; false while there is none. */
  strike(fault: Fault, ms: number): boolean {
    const links = [...this.#links];
    if (links.length === 0) return false;
    this.#random.pick(links).suffer(fault, ms);
    return true;
  }

  /** Cuts every connection at once. */
  cutAll(): void {
    for (const link of this.#links) link.cut();
  }

  healAll(): void {
    for (const link of this.#links) link.heal();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cutAll();
    const closed = once(this.#listener, "close");
    this.#listener.close();
    await closed;
  }

  #link(client: Socket): void {
    const server = connect({ port: this.target, host: "127.0.0.1", noDelay: true });
    client.setNoDelay(true);
    const link = new Link(client, server, this.#random);
    this.#links.add(link);
    server.once("close", () => this.#links.delete(link));
  }
}
