import type { Duplex } from "node:stream";
import { closeCodes } from "@beseda/protocol";
import type { WebSocket } from "ws";
import { textFrame, type WireId } from "../../delivery/frame.ts";
import type { LiveSubscription, Outlet } from "../../delivery/outlet.ts";
import { addressKey } from "../../address.ts";
import type { Transport } from "../../session/session.ts";
import { AdoptedSubscriptions, endOf } from "../trpc/adopted-subscriptions.ts";
import { plainSocketOf, writeNow, type PlainSocket } from "./direct-write.ts";
import type { Flushable, Flusher } from "./flusher.ts";
import type { FrameAllowance } from "../../limits/frame-allowance.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { Intake } from "../intake.ts";
import type { Turns } from "../turns.ts";

/** Bytes that may wait for a reader before it gets no more records (DEL-5). */
const highMarkBytes = 256 * 1024;
/** Bytes that may wait at all: answers to requests come on top of records, and who does not read them is closed. */
const hardLimitBytes = 4 * 1024 * 1024;
/** What a closing client gets before its socket is destroyed. */
const closeGraceMs = 2000;
/** The same of one who floods: as long as it lasts, what it sends is read. */
const floodGraceMs = 250;
/** Up to here, frames of one turn are copied together; more are handed to the system as a list. */
const copyBytes = 64 * 1024;

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

/** What of a connection's frames need not go to the stock handler. */
export interface ShortWay {
  /** Takes a message as it comes; false for anything else. */
  message(frame: Buffer): boolean;
  /** Takes whatever else the stock handler is not needed for, when it is its turn. */
  other(frame: Buffer): boolean;
  /** The calls in a frame, each as a frame of its own. */
  callsIn(frame: Buffer): Iterable<Buffer>;
}

type Frame = readonly [bytes: Buffer, isBinary: boolean];

const bracket = "[".codePointAt(0);

type Listener = Parameters<WebSocket["on"]>[1];

/** Why the server gave a connection up. */
type GivenUp = "timeout" | "slow" | "flood";

/**
 * One WebSocket: the face that the stock tRPC handler sees, and where the hub's frames leave.
 *
 * Whatever a turn of the event loop brings is gathered in one outbox and leaves in one write, so that answers and
 * records keep one order and cost one system call. Frames are written past `ws`, which is sound because each is whole
 * and nothing is compressed; `ws` itself only writes control frames.
 */
export class Connection implements Transport, Outlet, Flushable {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #plain: PlainSocket | undefined;
  readonly #parts: ConnectionParts;
  /** Where it comes from. */
  readonly address: string;
  #shortWay: ShortWay | undefined;
  #hear: Listener | undefined;
  #outbox: Buffer[] = [];
  #outboxBytes = 0;
  #heard = true;
  #progress = 0;
  #stalledBeats = 0;
  #closedFor: GivenUp | undefined;
  #allowance: FrameAllowance | undefined;
  #hasFlooded = false;
  #closeCode: number | undefined;
  #onClosed: ((code: number) => void) | undefined;
  #adopted: AdoptedSubscriptions | undefined;
  /** While something waits: thousands are idle. */
  #intake: Intake<Frame, Frame> | undefined;
  #isClosing = false;

  constructor({ socket, stream, address }: Peer, parts: ConnectionParts) {
    this.#socket = socket;
    this.#stream = stream;
    this.address = address;
    this.#plain = plainSocketOf(stream);
    this.#parts = parts;
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
    if (this.#intake) this.#intake.end(() => this.#onClosed?.(code));
    else this.#onClosed?.(code);
  }

  /** Has one listener called with the close code: soon where it is closed already. */
  whenClosed(listener: (code: number) => void): void {
    this.#onClosed = listener;
    const code = this.#closeCode;
    // Those who wait for what was opened over this connection are called first.
    if (code !== undefined && !this.#intake) setImmediate(() => listener(code));
  }

  /** Why the server gave the connection up, where it did. */
  get closedFor(): GivenUp | undefined {
    return this.#closedFor;
  }

  get readyState(): WebSocket["readyState"] {
    return this.#socket.readyState;
  }

  /** Whether the server has closed it: what comes now is not looked at. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  on(...[event, listener]: Parameters<WebSocket["on"]>): this {
    if (event === "message") {
      this.#hear = listener;
      this.#socket.on(event, (bytes: Buffer, isBinary: boolean) => this.#receive(bytes, isBinary));
    } else this.#socket.on(event, listener);
    return this;
  }

  /** Frames are shown to it first; what it takes, nobody else gets. */
  shortcut(shortWay: ShortWay): void {
    this.#shortWay = shortWay;
  }

  /** What comes and is not taken by the short way is counted from now on; too much of it ends the connection (LIM-2). */
  allow(allowance: FrameAllowance): void {
    this.#allowance = allowance;
  }

  /** Counts a frame, or what costs as much as one of so many bytes. @returns whether the connection goes on */
  count(bytes = 0): boolean {
    if (this.#allowance?.take(bytes) ?? true) return true;
    this.#giveUp("flood");
    return false;
  }

  /** A message is said at once, unless something waits before it; everything else has its turn (LIM-3). */
  #receive(bytes: Buffer, isBinary: boolean): void {
    // Thousands of frames come in one piece: behind a close of the server's nobody looks at them.
    if (this.#isClosing) return;
    const { turns } = this.#parts;
    const shortWay = this.#shortWay;
    const mayBeSaid = shortWay !== undefined && !isBinary && !this.#intake?.isWaiting && turns.hasTime;
    if (mayBeSaid && turns.atOnce(() => shortWay.message(bytes))) return;
    this.#inTurn.receive([bytes, isBinary]);
  }

  #take([bytes, isBinary]: Frame): void {
    if (this.#hasFlooded) return;
    if (!isBinary && (this.#shortWay?.message(bytes) || this.#shortWay?.other(bytes))) return;
    if (!this.count(bytes.length)) return;
    for (const wireId of this.#adopted?.endAsked(bytes) ?? []) this.enqueue(textFrame(endOf(wireId)));
    this.#hear?.call(this.#socket, bytes, isBinary);
  }

  rest(forMs: number): void {
    const intake = this.#inTurn;
    if (intake.isHeld) return;
    intake.hold();
    setTimeout(() => intake.release(), forMs).unref();
  }

  get #inTurn(): Intake<Frame, Frame> {
    this.#intake ??= new Intake({
      turns: this.#parts.turns,
      customer: addressKey(this.address),
      cut: (frame) => this.#cut(frame),
      take: (frame) => this.#take(frame),
      pause: () => (this.#isClosing ? undefined : this.#socket.pause()),
      resume: () => this.#socket.resume(),
      onIdle: () => (this.#intake = undefined),
    });
    return this.#intake;
  }

  *#cut(frame: Frame): Generator<Frame, void, undefined> {
    const [bytes, isBinary] = frame;
    if (isBinary || !this.#shortWay || bytes[0] !== bracket) yield frame;
    else for (const call of this.#shortWay.callsIn(bytes)) yield [call, false];
  }

  once(...[event, listener]: Parameters<WebSocket["once"]>): this {
    this.#socket.once(event, listener);
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
    if (this.#outbox.length === 0) this.#parts.flusher.schedule(this);
    this.#outbox.push(frame);
    this.#outboxBytes += frame.length;
    if (this.#waitingBytes > hardLimitBytes) this.#giveUp("slow");
  }

  deliver(frame: Buffer): boolean {
    if (this.#outbox.length > 0) this.enqueue(frame);
    else if (!this.isOpen || !this.#stream.writable) return true;
    else if (this.#write(frame)) return true;
    return !this.isCongested;
  }

  flush(): void {
    const frames = this.#outbox;
    const bytes = this.#outboxBytes;
    this.#outbox = [];
    this.#outboxBytes = 0;
    if (frames.length === 0 || !this.#stream.writable) return;
    const [only] = frames;
    if (only && frames.length === 1) this.#write(only);
    else if (bytes <= copyBytes) this.#write(Buffer.concat(frames, bytes));
    else this.#writeList(frames);
  }

  /** @returns false where bytes wait, so that a look at how many is due */
  #write(bytes: Buffer): boolean {
    if (!this.#plain || this.#stream.writableLength > 0) return this.#stream.write(bytes);
    const written = writeNow(this.#plain, bytes);
    return written === bytes.length || this.#stream.write(bytes.subarray(written));
  }

  get isCongested(): boolean {
    return this.#waitingBytes > highMarkBytes;
  }

  drained(signal?: AbortSignal): Promise<void> {
    // What the system takes at once never drains.
    if (this.isCongested) this.flush();
    if (!this.isCongested || signal?.aborted || this.#closeCode !== undefined) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const settle = (): void => {
      this.#stream.off("drain", settle).off("close", settle);
      signal?.removeEventListener("abort", settle);
      resolve();
    };
    // A closed socket never drains: who waits would wait for ever.
    this.#stream.once("drain", settle).once("close", settle);
    signal?.addEventListener("abort", settle, { once: true });
    return promise;
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
    this.#socket.resume();
    this.#socket.close(code, reason);
    this.#hasFlooded ||= code === closeCodes.flood.code;
    if (this.#hasFlooded) this.#hearNoMore();
    setTimeout(() => this.#socket.terminate(), this.#hasFlooded ? floodGraceMs : closeGraceMs).unref();
  }

  /** Closes when what has come is taken, and answered; what comes now is not looked at. */
  closeBehind(code: number, reason: string): void {
    if (this.#isClosing) return;
    if (!this.#intake?.isWaiting) {
      this.#close(code, reason);
      return;
    }
    this.#isClosing = true;
    this.#intake.finish(() => setImmediate(() => this.#close(code, reason)));
  }

  /** Taking frames apart that nobody looks at costs as much as a flood does. Unread, they would take the close frame along. */
  #hearNoMore(): void {
    this.#intake?.drop();
    this.#stream.removeAllListeners("data").resume();
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /**
   * One heartbeat. A silent peer with nothing to read is gone (SES-6). One that has something to read and takes
   * nothing of it is slow, and gets `stalledBeats` heartbeats to go on (DEL-5): it cannot answer before it has read.
   */
  beat(stalledBeats: number): void {
    if (this.#stream.writableLength > 0) {
      this.#judgeProgress(stalledBeats);
      return;
    }
    this.#stalledBeats = 0;
    // What is not read cannot be heard.
    if (!this.#heard && !this.#intake?.isWaiting) {
      this.#giveUp("timeout");
      return;
    }
    this.#heard = false;
    this.#socket.ping();
  }

  #judgeProgress(stalledBeats: number): void {
    const written = "bytesWritten" in this.#stream ? Number(this.#stream.bytesWritten) : 0;
    const progress = written - this.#stream.writableLength;
    this.#stalledBeats = progress === this.#progress ? this.#stalledBeats + 1 : 0;
    this.#progress = progress;
    if (this.#stalledBeats >= stalledBeats) this.#giveUp("slow");
  }

  #giveUp(why: GivenUp): void {
    if (this.#closedFor) return;
    this.#closedFor = why;
    if (why === "timeout") {
      this.#socket.terminate();
      return;
    }
    // The close frame waits behind the backlog; a reader that takes nothing at all does not get it.
    this.close(closeCodes[why].code, closeCodes[why].reason.en);
  }

  get #waitingBytes(): number {
    return this.#outboxBytes + this.#stream.writableLength;
  }

  #writeList(frames: readonly Buffer[]): void {
    this.#stream.cork();
    for (const frame of frames) this.#stream.write(frame);
    this.#stream.uncork();
  }
}
