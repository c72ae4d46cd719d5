import { execFileSync } from "node:child_process";
import { WebSocket } from "ws";
import { answer } from "../lib/helper/answer.ts";

/** What somebody does without end: one client, or with `guests-` a crowd of them from one address. */
export type Kind =
  | "messages"
  | "commands"
  | "lines"
  | "connections"
  | "guests-rename"
  | "guests-join"
  | "guests-open-rooms"
  | "guests-write-to-one";

export interface Flood {
  readonly kind: Kind;
  readonly port: number;
  /** Where it seems to come from. */
  readonly address: string;
  /** Frames, or connections for that kind. */
  readonly perSecond: number;
  /** Clients that it comes from. */
  readonly guests: number;
}

export interface Flooded {
  readonly frames: number;
  readonly connections: number;
  /** Connections that were not taken. */
  readonly refused: number;
}

const tickMs = 10;
/** Connections that are opened in one tick. */
const openedAtOnce = 5;

type Order = readonly [path: string, input: object];

const orders: Readonly<
  Record<Exclude<Kind, "lines" | "connections">, (number: number, room: string) => Order>
> = {
  messages: (number) => ["message.send", { id: `f-${number}`, room: "lobby", text: `поток ${number}` }],
  commands: (number) => ["room.topic", { room: `нет-${number}`, topic: "поток" }],
  "guests-rename": (number) => ["session.rename", { name: `Поток ${number}` }],
  "guests-join": (number) =>
    number % 2 === 0 ? ["room.join", { room: "поток" }] : ["room.leave", { room: "поток" }],
  "guests-open-rooms": (number) => ["room.create", { room: `поток-${number}` }],
  "guests-write-to-one": (number, room) =>
    room === ""
      ? ["room.direct", { name: `Свидетель ${number % 16}` }]
      : ["message.send", { id: `f-${number}`, room, text: `поток ${number}` }],
};

const frameOf = (kind: Kind, number: number, room: string): string => {
  if (kind === "lines") return number % 2 === 0 ? `/jion ${number}` : `/nick Поток${number}`;
  const [path, input] = orders[kind === "connections" ? "commands" : kind](number, room);
  return JSON.stringify({ id: number, method: "mutation", params: { path, input } });
};

const directRoom = /"room":"(?<room>@[^"]+)"/u;

/** One of those who flood. */
interface Guest {
  readonly socket: WebSocket;
  /** Whether it was let in. */
  isIn: boolean;
  /** The room of two that it writes in, once it has one. */
  room: string;
}

/** Clients of one address that do not stop; what is closed is opened again at once. */
class Flooder {
  readonly #flood: Flood;
  readonly #timer: NodeJS.Timeout;
  readonly #guests = new Set<Guest>();
  readonly #isIn = Promise.withResolvers<void>();
  #due = 0;
  #frames = 0;
  #connections = 0;
  #refused = 0;
  #begun = false;

  constructor(flood: Flood) {
    this.#flood = flood;
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  /** Resolves when the crowd is in: what its coming costs is measured as `connections`. */
  get isIn(): Promise<void> {
    return this.#isIn.promise;
  }

  stop(): Flooded {
    clearInterval(this.#timer);
    for (const { socket } of this.#guests) socket.terminate();
    return { frames: this.#frames, connections: this.#connections, refused: this.#refused };
  }

  #tick(): void {
    const { kind, perSecond, guests } = this.#flood;
    this.#due += (perSecond * tickMs) / 1000;
    const count = Math.floor(this.#due);
    this.#due -= count;
    if (kind === "connections") {
      this.#isIn.resolve();
      for (let opened = 0; opened < count; opened += 1) this.#open();
      return;
    }
    for (let opened = 0; opened < openedAtOnce && this.#guests.size < guests; opened += 1) this.#open();
    const open = [...this.#guests].filter(({ socket, isIn }) => isIn && socket.readyState === WebSocket.OPEN);
    if (open.length >= guests && !this.#begun) {
      this.#begun = true;
      this.#isIn.resolve();
    }
    if (!this.#begun) return;
    for (let sent = 0; sent < count && open.length > 0; sent += 1) {
      this.#frames += 1;
      const guest = open[this.#frames % open.length];
      guest?.socket.send(frameOf(kind, this.#frames, guest.room));
    }
  }

  #open(): void {
    const { kind, port, address } = this.#flood;
    const path = kind === "lines" ? "/" : "/trpc?connectionParams=1";
    const headers = { "X-Forwarded-For": address };
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false, headers });
    const guest = { socket, isIn: kind === "lines", room: "" };
    this.#guests.add(guest);
    this.#connections += 1;
    socket.on("error", () => undefined);
    socket.once("unexpected-response", () => {
      this.#refused += 1;
      socket.terminate();
    });
    socket.once("close", () => this.#guests.delete(guest));
    socket.on("message", (data: Buffer) => {
      guest.isIn = true;
      if (kind === "guests-write-to-one" && guest.room === "")
        guest.room = directRoom.exec(data.toString())?.groups?.["room"] ?? "";
    });
    socket.once("open", () => {
      if (kind === "lines") return;
      socket.send(JSON.stringify({ method: "connectionParams", data: {} }));
      socket.send(JSON.stringify({ id: 0, method: "query", params: { path: "room.list", input: {} } }));
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
  begin: async (flood: Flood): Promise<void> => {
    flooder = new Flooder(flood);
    await flooder.isIn;
  },
  end: (): Flooded | undefined => flooder?.stop(),
};
export type FloodMethods = typeof methods;

standBack();
answer(methods);
