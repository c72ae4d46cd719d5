import type { Duplex } from "node:stream";
import { closeCodes } from "@beseda/protocol";
import type { WebSocket } from "ws";
import { textFrame, type WireId } from "../../delivery/frame.ts";
import type { LiveSubscription, Outlet } from "../../delivery/outlet.ts";
import { addressKey } from "../../address.ts";
import type { Transport } from "../../session/transport.ts";
import { AdoptedSubscriptions, endOf } from "./adopted-subscriptions.ts";
import { drained } from "../drained.ts";
import { ReaderProgress } from "../reader-progress.ts";
import type { Turns } from "../turns.ts";
import type { Flusher } from "./flusher.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { Inbox, type FrameSource } from "./inbox.ts";
import { Outbox } from "./outbox.ts";

/** Bytes that may wait for a reader before it gets no more records (DEL-5). */
const highMarkBytes = 256 * 1024;
/** Bytes that may wait at all: answers to requests come on top of records, and who does not read them is closed. */
const hardLimitBytes = 4 * 1024 * 1024;
/** What a closing client gets before its socket is destroyed. */
const closeGraceMs = 2000;
/** The same of one who floods: as long as it lasts, what it sends is read. */
const floodGraceMs = 250;
export interface ConnectionParts {
  readonly flusher: Flusher;
  readonly heartbeat: Heartbeat;
  readonly turns: Turns;
}

/** A WebSocket, what it is spoken over, and where it comes from. */
export interface Peer {
  readonly socket: WebSocket;
  readonly stream: Duplex;
  readonly address: string;
}

/** Why the server gave a connection up. */
type GivenUp = "timeout" | "slow" | "flood";

/**
 * One WebSocket: the face that the stock tRPC handler sees, and where the hub's frames leave. It lives from its upgrade
 * to its close; what comes over it is its inbox, what leaves over it its outbox.
 */
export class Connection implements Transport, Outlet, FrameSource {
  readonly socket: WebSocket;
  readonly #stream: Duplex;
  readonly #parts: ConnectionParts;
  /** Where it comes from. */
  readonly address: string;
  /** What comes over it. */
  readonly inbox: Inbox;
  readonly #outbox: Outbox;
  #heard = true;
  /** Of a reader for whom something waits: most keep up. */
  #progress: ReaderProgress | undefined;
  #closedFor: GivenUp | undefined;
  #closeCode: number | undefined;
  #onClosed: ((code: number) => void) | undefined;
  #adopted: AdoptedSubscriptions | undefined;
  #isClosing = false;

  constructor({ socket, stream, address }: Peer, parts: ConnectionParts) {
    this.socket = socket;
    this.#stream = stream;
    this.address = address;
    this.#parts = parts;
    this.inbox = new Inbox(this);
    this.#outbox = new Outbox(stream, parts.flusher);
    const heard = (): void => {
      this.#heard = true;
    };
    // One listener for all that a close means: each takes memory in every connection.
    socket
      .on("pong", heard)
      .on("message", heard)
      .on("close", (code) => this.#closed(code));
    parts.heartbeat.watch(this);
  }

  #closed(code: number): void {
    this.#closeCode = code;
    this.#parts.heartbeat.unwatch(this);
    this.#adopted?.endAll();
    // What came before the end is done before it (DEL-13).
    if (!this.inbox.end(() => this.#onClosed?.(code))) this.#onClosed?.(code);
  }

  /** Has one listener called with the close code: soon where it is closed already. */
  whenClosed(listener: (code: number) => void): void {
    this.#onClosed = listener;
    const code = this.#closeCode;
    // Those who wait for what was opened over this connection are called first.
    if (code !== undefined && !this.inbox.isInTurn) setImmediate(() => listener(code));
  }

  /** Why the server gave the connection up, where it did. */
  get closedFor(): GivenUp | undefined {
    return this.#closedFor;
  }

  get readyState(): WebSocket["readyState"] {
    return this.socket.readyState;
  }

  /** Whether the server has closed it: what comes now is not looked at. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  on(...[event, listener]: Parameters<WebSocket["on"]>): this {
    if (event === "message") this.inbox.listen(listener);
    else this.socket.on(event, listener);
    return this;
  }

  /** Whose turns what comes is taken in. */
  get turns(): Turns {
    return this.#parts.turns;
  }

  get addressKey(): string {
    return addressKey(this.address);
  }

  overflowed(): void {
    this.#giveUp("flood");
  }

  endAsked(frame: Buffer): void {
    for (const wireId of this.#adopted?.endAsked(frame) ?? []) this.enqueue(textFrame(endOf(wireId)));
  }

  rest(forMs: number): void {
    this.inbox.rest(forMs);
  }

  once(...[event, listener]: Parameters<WebSocket["once"]>): this {
    this.socket.once(event, listener);
    return this;
  }

  /** What the stock handler answers, in the same outbox as the records. */
  send(text: string): void {
    if (this.#adopted?.isEnd(text)) return;
    this.enqueue(textFrame(text));
  }

  adopt(wireId: WireId, subscription: LiveSubscription): void {
    this.#adopted ??= new AdoptedSubscriptions();
    this.#adopted.adopt({ wireId, subscription });
    if (this.#closeCode !== undefined) this.#adopted.endAll();
  }

  enqueue(frame: Buffer): void {
    // Nothing may follow a close frame; whose session ended gets no more records either.
    if (!this.isOpen) return;
    this.#outbox.push(frame);
    if (this.#outbox.waitingBytes > hardLimitBytes) this.#giveUp("slow");
  }

  deliver(frame: Buffer): boolean {
    if (!this.#outbox.isEmpty) this.enqueue(frame);
    else if (!this.isOpen || !this.#stream.writable) return true;
    else if (this.#outbox.write(frame)) return true;
    return !this.isCongested;
  }

  flush(): void {
    this.#outbox.flush();
  }

  get isCongested(): boolean {
    return this.#outbox.waitingBytes > highMarkBytes;
  }

  drained(signal?: AbortSignal): Promise<void> {
    // What the system takes at once never drains.
    if (this.isCongested) this.flush();
    if (!this.isCongested || signal?.aborted || this.#closeCode !== undefined) return Promise.resolve();
    return drained(this.#stream, signal);
  }

  /** Without a code it is the stock handler that could not make a context: the introduction was not understood. */
  close(code?: number, reason: string = closeCodes.badInput.reason.en): void {
    if (code === undefined) this.closeBehind(closeCodes.badInput.code, reason);
    else this.#close(code, reason);
  }

  #close(code: number, reason: string): void {
    this.flush();
    this.#isClosing = true;
    // Reads on, so that the answer to the close is seen.
    this.socket.resume();
    this.socket.close(code, reason);
    const hasFlooded = code === closeCodes.flood.code;
    if (hasFlooded) this.#hearNoMore();
    setTimeout(() => this.socket.terminate(), hasFlooded ? floodGraceMs : closeGraceMs).unref();
  }

  /** Closes when what has come is taken, and answered; what comes now is not looked at. */
  closeBehind(code: number, reason: string): void {
    if (this.#isClosing) return;
    if (this.inbox.finish(() => setImmediate(() => this.#close(code, reason)))) this.#isClosing = true;
    else this.#close(code, reason);
  }

  /** Taking frames apart that nobody looks at costs as much as a flood does. Unread, they would take the close frame along. */
  #hearNoMore(): void {
    this.inbox.deafen();
    this.#stream.removeAllListeners("data").resume();
  }

  terminate(): void {
    this.socket.terminate();
  }

  /**
   * One heartbeat. A silent peer with nothing to read is gone (SES-6). One that has something to read and takes
   * nothing of it is slow, and gets `stalledBeats` heartbeats to go on (DEL-5): it cannot answer before it has read.
   */
  beat(stalledBeats: number): void {
    if (this.#stream.writableLength > 0) {
      this.#progress ??= new ReaderProgress();
      if (this.#progress.beat(this.#stream) >= stalledBeats) this.#giveUp("slow");
      return;
    }
    this.#progress = undefined;
    // What is not read cannot be heard; nor is it read by the next heartbeat, where nothing waits since a moment ago.
    const isUnread = this.inbox.isWaiting;
    if (!this.#heard && !isUnread) {
      this.#giveUp("timeout");
      return;
    }
    this.#heard = isUnread;
    this.socket.ping();
  }

  #giveUp(why: GivenUp): void {
    if (this.#closedFor) return;
    this.#closedFor = why;
    if (why === "timeout") this.socket.terminate();
    // The close frame waits behind the backlog; a reader that takes nothing at all does not get it.
    else this.close(closeCodes[why].code, closeCodes[why].reason.en);
  }
}
