import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { frameOf, type Kind } from "./kinds.ts";

export interface CrowdOptions {
  readonly kind: Kind;
  readonly port: number;
  /** The address that it seems to come from. */
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
/**
 * The most frames without an answer that one of a crowd may have: the server always has something to take up,
 * and is done with it soon when the crowd falls silent.
 */
const mostUnanswered = 1;
/** The time after which an answer no longer matters. */
const timeoutMs = 6000;

const directRoom = /"room":"(?<room>@[^"]+)"/u;

/** One of the flooding clients. */
interface Guest {
  readonly socket: WebSocket;
  /** Whether it was let in. */
  isIn: boolean;
  unanswered: number;
  /** The room of two that it writes in, once it has one. */
  room: string;
}

/** Clients of one address, who stay, silent until ordered to flood. One client alone goes when it stops. */
export class Crowd {
  readonly #options: CrowdOptions;
  readonly #guests = new Set<Guest>();
  readonly #isCrowd: boolean;
  readonly #timer: NodeJS.Timeout;
  #isFlooding = false;
  #due = 0;
  #frames = 0;
  #connections = 0;
  #refused = 0;

  constructor(options: CrowdOptions) {
    this.#options = options;
    this.#isCrowd = options.guests > 1;
    this.#timer = setInterval(() => this.#tick(), tickMs);
  }

  get flooded(): Flooded {
    return { frames: this.#frames, connections: this.#connections, refused: this.#refused };
  }

  /** Resolves when all of a crowd are in: the cost of their coming is measured as `connections`. */
  async isIn(): Promise<void> {
    while (this.#isCrowd && this.#ready.length < this.#options.guests) await sleep(tickMs);
  }

  begin(): void {
    this.#isFlooding = true;
  }

  /** Falls silent; resolves when the server is done with what was sent. */
  async end(): Promise<void> {
    this.#isFlooding = false;
    this.#due = 0;
    if (!this.#isCrowd) for (const { socket } of this.#guests) socket.terminate();
    const deadline = performance.now() + timeoutMs;
    while (this.#isWaiting && performance.now() < deadline) await sleep(tickMs);
  }

  leave(): void {
    clearInterval(this.#timer);
    for (const { socket } of this.#guests) socket.terminate();
  }

  get #isWaiting(): boolean {
    return [...this.#guests].some(({ unanswered }) => unanswered > 0);
  }

  get #ready(): readonly Guest[] {
    return [...this.#guests].filter(({ socket, isIn }) => isIn && socket.readyState === WebSocket.OPEN);
  }

  #tick(): void {
    const { kind, perSecond, guests } = this.#options;
    const wanted = kind !== "connections" && (this.#isCrowd || this.#isFlooding) ? guests : 0;
    for (let opened = 0; opened < openedAtOnce && this.#guests.size < wanted; opened += 1) this.#open();
    if (!this.#isFlooding) return;
    this.#due += (perSecond * tickMs) / 1000;
    const count = Math.floor(this.#due);
    this.#due -= count;
    if (kind === "connections") for (let opened = 0; opened < count; opened += 1) this.#open();
    else if (kind !== "guests-silent") this.#send(count);
  }

  #send(count: number): void {
    const { kind } = this.#options;
    const ready = this.#isCrowd
      ? this.#ready.filter(({ unanswered }) => unanswered < mostUnanswered)
      : this.#ready;
    const most = this.#isCrowd ? Math.min(count, ready.length * mostUnanswered) : count;
    const first = this.#frames;
    for (let sent = 0; sent < most && ready.length > 0; sent += 1) {
      const guest = ready[(first + sent) % ready.length];
      if (!guest) continue;
      this.#frames += 1;
      guest.unanswered += kind === "lines" ? 0 : 1;
      guest.socket.send(frameOf(kind, this.#frames, guest.room));
    }
  }

  #open(): void {
    const { kind, port, address } = this.#options;
    const path = kind === "lines" ? "/" : "/trpc?connectionParams=1";
    const headers = { "X-Forwarded-For": address };
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false, headers });
    const guest: Guest = { socket, isIn: kind === "lines", unanswered: 0, room: "" };
    this.#guests.add(guest);
    this.#connections += 1;
    socket.on("error", () => undefined);
    socket.once("unexpected-response", () => {
      this.#refused += 1;
      socket.terminate();
    });
    socket.once("close", () => this.#guests.delete(guest));
    socket.on("message", (data: Buffer) => hear(guest, data));
    socket.once("open", () => {
      if (kind === "lines") return;
      socket.send(JSON.stringify({ method: "connectionParams", data: {} }));
      socket.send(JSON.stringify({ id: 0, method: "query", params: { path: "room.list", input: {} } }));
      if (kind === "connections") setTimeout(() => socket.terminate(), 100);
    });
  }
}

/** A guest follows nothing, so all that comes is an answer. */
const hear = (guest: Guest, data: Buffer): void => {
  if (guest.isIn) guest.unanswered = Math.max(0, guest.unanswered - 1);
  guest.isIn = true;
  if (guest.room === "") guest.room = directRoom.exec(data.toString())?.groups?.["room"] ?? "";
};
