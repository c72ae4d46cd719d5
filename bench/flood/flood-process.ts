import { execFileSync } from "node:child_process";
import { WebSocket } from "ws";
import { answer } from "../lib/helper/answer.ts";

/** What somebody does without end. */
export type Kind = "messages" | "commands" | "lines" | "connections";

export interface Flood {
  readonly kind: Kind;
  readonly port: number;
  /** Where it seems to come from. */
  readonly address: string;
  /** Frames, or connections for that kind. */
  readonly perSecond: number;
}

export interface Flooded {
  readonly frames: number;
  readonly connections: number;
  /** Connections that were not taken. */
  readonly refused: number;
}

const tickMs = 10;

const frameOf = (kind: Kind, number: number): string => {
  if (kind === "lines") return number % 2 === 0 ? `/jion ${number}` : `/nick Поток${number}`;
  const [path, input] =
    kind === "messages"
      ? ["message.send", { id: `f-${number}`, room: "lobby", text: `поток ${number}` }]
      : ["room.topic", { room: `нет-${number}`, topic: "поток" }];
  return JSON.stringify({ id: number, method: "mutation", params: { path, input } });
};

/** One client, or one address, that does not stop; what is closed is opened again at once. */
class Flooder {
  readonly #flood: Flood;
  readonly #timer: NodeJS.Timeout;
  readonly #sockets = new Set<WebSocket>();
  #due = 0;
  #frames = 0;
  #connections = 0;
  #refused = 0;

  constructor(flood: Flood) {
    this.#flood = flood;
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  stop(): Flooded {
    clearInterval(this.#timer);
    for (const socket of this.#sockets) socket.terminate();
    return { frames: this.#frames, connections: this.#connections, refused: this.#refused };
  }

  #tick(): void {
    const { kind, perSecond } = this.#flood;
    this.#due += (perSecond * tickMs) / 1000;
    const count = Math.floor(this.#due);
    this.#due -= count;
    if (kind === "connections") {
      for (let opened = 0; opened < count; opened += 1) this.#open();
      return;
    }
    const [socket] = this.#sockets;
    if (socket === undefined) this.#open();
    if (socket?.readyState !== WebSocket.OPEN) return;
    for (let sent = 0; sent < count; sent += 1) socket.send(frameOf(kind, (this.#frames += 1)));
  }

  #open(): void {
    const { kind, port, address } = this.#flood;
    const path = kind === "lines" ? "/" : "/trpc?connectionParams=1";
    const headers = { "X-Forwarded-For": address };
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false, headers });
    this.#sockets.add(socket);
    this.#connections += 1;
    socket.on("error", () => undefined);
    socket.once("unexpected-response", () => {
      this.#refused += 1;
      socket.terminate();
    });
    socket.once("close", () => this.#sockets.delete(socket));
    socket.once("open", () => {
      if (kind !== "lines") socket.send(JSON.stringify({ method: "connectionParams", data: {} }));
      if (kind === "connections") setTimeout(() => socket.terminate(), 100);
    });
  }
}

/**
 * Who floods does so with a processor of their own: here it takes only what nobody else wants, so that what is
 * measured is what the server has to do for it. How much came through is in the figures.
 */
const standBack = (): void => {
  if (process.platform === "linux") execFileSync("chrt", ["--idle", "--pid", "0", String(process.pid)]);
};

let flooder: Flooder | undefined;

const methods = {
  begin: (flood: Flood): void => {
    flooder = new Flooder(flood);
  },
  end: (): Flooded | undefined => flooder?.stop(),
};
export type FloodMethods = typeof methods;

standBack();
answer(methods);
